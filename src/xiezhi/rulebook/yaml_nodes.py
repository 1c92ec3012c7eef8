"""Strict YAML: the 1.2 core schema, every node with its file, line and column.

Refused, all at once: duplicate keys, anchors and aliases, merge keys, tags, keys that are not
plain words. ``on``, ``off``, ``yes`` and ``no`` are words, dates stay text until something types
them, ``010`` is ten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.location import shown_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Mapping",
    "Node",
    "Place",
    "Plain",
    "Scalar",
    "Sequence",
    "YamlError",
    "parse_yaml",
    "plain",
    "read_yaml",
]

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 64
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_SPECIAL_FLOAT = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")


class YamlError(XiezhiError):
    """A file is not the YAML that the rulebook is written in; carries every problem found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node begins: file as shown to people, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """``file:line:column``, as editors understand it."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: typed by the core schema when written plain, text when quoted.

    Attributes:
        value: ``str``, ``int``, ``float``, ``bool`` or ``None``.
        text: The value as written (an exact decimal is read from here).
        place: Where it stands.
    """

    value: str | int | float | bool | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named nodes in the order of the file, with the place of every key."""

    entries: dict[str, Node]
    place: Place
    key_places: dict[str, Place] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.entries

    def __getitem__(self, key: str) -> Node:
        """The node under the key; ``KeyError`` when it is absent."""
        return self.entries[key]

    def get(self, key: str) -> Node | None:
        """The node under the key, or None."""
        return self.entries.get(key)


Node: TypeAlias = Scalar | Sequence | Mapping


def read_yaml(path: Path) -> Node:
    """Read one file.

    Args:
        path: A UTF-8 file holding one YAML document.

    Raises:
        YamlError: The file cannot be opened, is not UTF-8 or not strict YAML.
    """
    shown = shown_path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise YamlError(
            Problem(
                what="The file cannot be opened.",
                where=shown,
                why=error.strerror or str(error),
                cure="Check the path and the right to read it.",
                code="yaml-unreadable",
            )
        ) from error
    except UnicodeDecodeError as error:
        raise YamlError(
            Problem(
                what="The file is not UTF-8.",
                where=shown,
                why=f"byte {error.start} is no UTF-8 text",
                cure="Save the file as UTF-8.",
                code="yaml-not-utf8",
            )
        ) from error
    return parse_yaml(text, shown)


def parse_yaml(text: str, file: str = "<text>") -> Node:
    """Read one YAML document from text.

    Args:
        text: The document.
        file: What messages call it.

    Raises:
        YamlError: It is empty or not strict YAML; all problems at once.
    """
    reader = _Reader(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        raise YamlError(*reader.problems, _syntax_problem(error, file)) from error
    except yaml.YAMLError as error:
        problem = Problem(
            what="The file is not YAML.",
            where=file,
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
            cure="Remove the characters that YAML does not allow.",
            code="yaml-syntax",
        )
        raise YamlError(problem) from error
    if reader.problems:
        raise YamlError(*reader.problems)
    if reader.root is None:
        raise YamlError(
            Problem(what="The file is empty.", where=file, code="yaml-empty", cure="Fill it.")
        )
    return reader.root


def plain(node: Node) -> Plain:
    """The node as ordinary Python values: dict, list, str, int, float, bool, None."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def _syntax_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    return Problem(
        what="The file is not YAML.",
        where=f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file,
        why="; ".join(part for part in (error.context, error.problem) if part),
        cure="Mend the line; texts with a colon or a leading sign must be quoted.",
        code="yaml-syntax",
    )


class _Open:
    """A mapping or a sequence that is being read."""

    __slots__ = ("entries", "is_mapping", "items", "key", "key_places", "place")

    def __init__(self, place: Place, *, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.entries: dict[str, Node] = {}
        self.key_places: dict[str, Place] = {}
        self.key: Node | None = None

    def closed(self) -> Node:
        if self.is_mapping:
            return Mapping(self.entries, self.place, self.key_places)
        return Sequence(tuple(self.items), self.place)


class _Reader:
    """Builds our nodes from the parser's events and gathers what the house does not allow.

    It walks with a list of its own, so that nesting without end cannot exhaust the stack.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            place = self._checked_place(event)
            text = event.value  # quoted or in a block it is text, whatever it looks like
            self._put(Scalar(text if event.style else _core_value(text), text, place))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            place = self._checked_place(event)
            if len(self._open) >= _DEEPEST:
                self._refuse(place, "Nodes are nested too deeply.", "Flatten them.", "yaml-deep")
                raise YamlError(*self.problems)
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            self._open.append(_Open(place, is_mapping=is_mapping))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._put(self._open.pop().closed())
        elif isinstance(event, yaml.AliasEvent):
            place = self._place(event)
            self._refuse(place, "An alias repeats another node.", "Write it out.", "yaml-alias")
            self._put(Scalar(None, "", place))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                place = self._place(event)
                self._refuse(place, "A second document begins.", "Use two files.", "yaml-syntax")

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = self.root or node
            return
        parent = self._open[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            self._entry(parent, parent.key, node)
            parent.key = None

    def _entry(self, parent: _Open, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar) or not key.text:
            self._refuse(key.place, "A key must be a word.", "Name the entry.", "yaml-key")
        elif key.text == "<<":
            self._refuse(key.place, "Merge keys are not read.", "Write it out.", "yaml-merge")
        elif key.text in parent.entries:
            first = parent.key_places[key.text]
            self._refuse(
                key.place,
                f"The key {key.text!r} stands twice.",
                "Keep one of the two.",
                "yaml-duplicate-key",
                why=f"first at line {first.line}, column {first.column}",
            )
        else:
            parent.entries[key.text] = value
            parent.key_places[key.text] = key.place

    def _checked_place(self, event: yaml.NodeEvent) -> Place:
        place = self._place(event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(place, f"The tag {tag!r} is not read.", "Remove it.", "yaml-tag")
        if event.anchor is not None:
            self._refuse(place, "An anchor names a node.", "Write it out.", "yaml-alias")
        return place

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1, 1)

    def _refuse(self, place: Place, what: str, cure: str, code: str, why: str = "") -> None:
        self.problems.append(Problem(what=what, where=str(place), why=why, cure=cure, code=code))


def _core_value(text: str) -> str | int | float | bool | None:
    """The core schema of YAML 1.2 for a plain scalar."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    first = text[0]
    if first not in "+-.0123456789":
        return text
    if _INT.match(text):
        return int(text)
    if _OTHER_BASE.match(text):
        return int(text, 0)
    if _FLOAT.match(text):
        return float(text)
    if _SPECIAL_FLOAT.match(text):
        return float(text.replace(".", "", 1))
    return text
