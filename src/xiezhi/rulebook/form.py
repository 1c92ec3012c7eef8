"""A mapping of the rulebook read as a form: every field asked for by name, nothing left over.

A form gathers problems instead of stopping at the first, so that a writer sees all of them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.yaml_nodes import Mapping, Node, Place, Scalar, Sequence

__all__ = ["Form", "Title"]


@dataclass(frozen=True, slots=True)
class Title:
    """A wording in both languages of the product."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The wording in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


class Form:
    """Takes the fields of one mapping; what is wrong goes to ``problems``.

    A field that is missing or of the wrong kind yields a harmless value after the problem is
    noted: callers raise once, at the end, when ``problems`` is not empty.
    """

    def __init__(self, node: Node, problems: list[Problem]) -> None:
        self.problems = problems
        self.place: Place = node.place
        self._entries: dict[str, Node] = {}
        self._key_places: dict[str, Place] = {}
        self._taken: set[str] = set()
        if isinstance(node, Mapping):
            self._entries, self._key_places = node.entries, node.key_places
        else:
            self.refuse(self.place, "Named fields are expected here.", code="form-not-mapping")

    def refuse(
        self, place: Place, what: str, why: str = "", cure: str = "", code: str = "form"
    ) -> None:
        """Note a problem at a place."""
        self.problems.append(Problem(what=what, where=str(place), why=why, cure=cure, code=code))

    def has(self, key: str) -> bool:
        """Whether the field is written."""
        return key in self._entries

    def place_of(self, key: str) -> Place:
        """Where the field's value stands, or the form itself when it is absent."""
        node = self._entries.get(key)
        return node.place if node is not None else self.place

    def node(self, key: str) -> Node | None:
        """The field's node as it is; None when absent. Counts as taken."""
        self._taken.add(key)
        return self._entries.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text. Without ``default`` the field is required."""
        value = self._scalar(key, required=default is None)
        if value is None:
            return default or ""
        if isinstance(value.value, str) or value.value is not None:
            return value.text
        self.refuse(value.place, f"{key} is empty.", code="form-empty")
        return ""

    def integer(self, key: str, default: int | None = None) -> int | None:
        """A whole number, or ``default`` (None) when absent."""
        value = self._scalar(key, required=False)
        if value is None or value.value is None:
            return default
        if isinstance(value.value, int) and not isinstance(value.value, bool):
            return value.value
        self._wrong(key, value, "a whole number")
        return default

    def decimal(self, key: str) -> Decimal | None:
        """An exact number, read from the digits as written; None when absent."""
        value = self._scalar(key, required=False)
        if value is None or value.value is None:
            return None
        try:
            return Decimal(value.text)
        except InvalidOperation:
            self._wrong(key, value, "a number")
            return None

    def boolean(self, key: str, *, default: bool = False) -> bool:
        """``true`` or ``false``."""
        value = self._scalar(key, required=False)
        if value is None:
            return default
        if isinstance(value.value, bool):
            return value.value
        self._wrong(key, value, "true or false")
        return default

    def date(self, key: str) -> datetime.date | None:
        """A calendar day written ``2011-05-01``; None when absent or null."""
        value = self._scalar(key, required=False)
        if value is None or value.value is None:
            return None
        try:
            return datetime.date.fromisoformat(value.text)
        except ValueError:
            self._wrong(key, value, "a day such as 2011-05-01")
            return None

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the words allowed."""
        word = self.text(key, default)
        if word not in allowed and self.has(key):
            self.refuse(
                self.place_of(key),
                f"{key} is {word!r}.",
                why=f"allowed are {', '.join(allowed)}",
                code="form-choice",
            )
            return allowed[0]
        return word

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when absent. A single text counts as a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else (node,)
        found: list[str] = []
        for item in items:
            if isinstance(item, Scalar) and item.value is not None:
                found.append(item.text)
            else:
                self.refuse(item.place, f"{key} lists texts only.", code="form-kind")
        return tuple(found)

    def title(self, key: str = "title") -> Title:
        """A wording in Chinese and English, both required."""
        node = self.node(key)
        if node is None:
            self._missing(key)
            return Title("", "")
        form = Form(node, self.problems)
        title = Title(form.text("zh"), form.text("en"))
        form.done()
        return title

    def child(self, key: str) -> Form | None:
        """The field as a form of its own; None when absent."""
        node = self.node(key)
        return None if node is None else Form(node, self.problems)

    def children(self, key: str) -> list[tuple[str, Form]]:
        """Named forms under the field, in the order of the file; empty when absent."""
        node = self.node(key)
        if node is None:
            return []
        if isinstance(node, Mapping):
            return [(name, Form(value, self.problems)) for name, value in node.entries.items()]
        self.refuse(node.place, f"{key} holds named fields.", code="form-kind")
        return []

    def rows(self, key: str) -> list[Form]:
        """A list of forms; empty when absent."""
        node = self.node(key)
        if node is None:
            return []
        if isinstance(node, Sequence):
            return [Form(item, self.problems) for item in node.items]
        self.refuse(node.place, f"{key} is a list.", code="form-kind")
        return []

    def names(self) -> tuple[str, ...]:
        """The names of all fields, in the order of the file."""
        return tuple(self._entries)

    def done(self) -> None:
        """Refuse every field that nobody asked for."""
        for key in self._entries:
            if key not in self._taken:
                self.refuse(
                    self._key_places.get(key, self.place),
                    f"The field {key!r} is not known here.",
                    cure=f"Known: {', '.join(sorted(self._taken))}.",
                    code="form-unknown-field",
                )

    def _scalar(self, key: str, *, required: bool) -> Scalar | None:
        node = self.node(key)
        if node is None:
            if required:
                self._missing(key)
            return None
        if isinstance(node, Scalar):
            return node
        self.refuse(node.place, f"{key} is a single value.", code="form-kind")
        return None

    def _missing(self, key: str) -> None:
        self.refuse(self.place, f"The field {key!r} is missing.", code="form-missing-field")

    def _wrong(self, key: str, value: Scalar, wanted: str) -> None:
        self.refuse(
            value.place, f"{key} is {value.text!r}.", why=f"{wanted} is expected", code="form-kind"
        )
