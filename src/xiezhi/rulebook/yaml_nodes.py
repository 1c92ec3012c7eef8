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
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
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
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise YamlError(_syntax_problem(error, file)) from error
    except (yaml.YAMLError, RecursionError) as error:
        problem = Problem(
            what="The file is not YAML.",
            where=file,
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
            cure="Remove the characters or the nesting that YAML does not allow.",
            code="yaml-syntax",
        )
        raise YamlError(problem) from error
    if root is None:
        raise YamlError(
            Problem(what="The file is empty.", where=file, code="yaml-empty", cure="Fill it.")
        )
    reader = _Reader(file)
    node = reader.node(root)
    if reader.problems:
        raise YamlError(*reader.problems)
    return node


def plain(node: Node) -> Plain:
    """The node as ordinary Python values: dict, list, str, int, float, bool, None."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def _syntax_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
    if error.problem and "single document" in (error.context or ""):
        why = "a second document begins here"
    else:
        why = "; ".join(part for part in (error.context, error.problem) if part)
    return Problem(
        what="The file is not YAML.",
        where=where,
        why=why,
        cure="Mend the line; texts with a colon or a leading sign must be quoted.",
        code="yaml-syntax",
    )


class _Reader:
    """Turns PyYAML's nodes into ours and gathers what the house does not allow."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def node(self, raw: yaml.Node) -> Node:
        place = self._place(raw)
        if id(raw) in self._seen:
            self._refuse(place, "An alias repeats another node.", "Write it out.", "yaml-alias")
            return Scalar(None, "", place)
        self._seen.add(id(raw))
        if raw.tag not in _TAGS:
            self._refuse(place, f"The tag {raw.tag!r} is not read.", "Remove it.", "yaml-tag")
        if isinstance(raw, yaml.ScalarNode):
            styled = bool(raw.style)  # quoted or block: text, whatever it looks like
            return Scalar(raw.value if styled else _core_value(raw.value), raw.value, place)
        if isinstance(raw, yaml.SequenceNode):
            return Sequence(tuple(self.node(item) for item in raw.value), place)
        return self._mapping(raw, place)

    def _mapping(self, raw: yaml.Node, place: Place) -> Mapping:
        entries: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for raw_key, raw_value in raw.value:
            key_place = self._place(raw_key)
            value = self.node(raw_value)
            if not isinstance(raw_key, yaml.ScalarNode) or not raw_key.value:
                self._refuse(key_place, "A key must be a word.", "Name the entry.", "yaml-key")
                continue
            key = raw_key.value
            if key == "<<":
                self._refuse(key_place, "Merge keys are not read.", "Write it out.", "yaml-merge")
            elif key in entries:
                first = places[key]
                self._refuse(
                    key_place,
                    f"The key {key!r} stands twice.",
                    "Keep one of the two.",
                    "yaml-duplicate-key",
                    why=f"first at line {first.line}, column {first.column}",
                )
            else:
                entries[key] = value
                places[key] = key_place
        return Mapping(entries, place, places)

    def _place(self, raw: yaml.Node) -> Place:
        mark = raw.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

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
