"""Pieces that the forms of several verbs share: expressions, keys, lengths, columns taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from xiezhi.model.step import Expr, Key, KeyPair, Length, Named, Unit
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.yaml_nodes import Mapping, Node, Place, Scalar, Sequence

if TYPE_CHECKING:
    from xiezhi.kernel.errors import Problem

__all__ = ["Reading"]

_LENGTH = re.compile(r"(:?[a-z_][a-z0-9_]*|\d+)(?:\s+(days?|workdays?|months?))?\Z")


@dataclass(slots=True)
class Reading:
    """Reads a model's parts and remembers what must be known to do so.

    Attributes:
        lines: The source, to know whether a text was quoted.
        units: Unit of every parameter that is a length of time.
    """

    problems: list[Problem]
    lines: list[str]
    units: dict[str, Unit] = field(default_factory=dict)

    def expr(self, form: Form, key: str) -> Expr:
        """A required expression."""
        node = form.node(key)
        if node is None:
            form.refuse(
                form.place, f"The field {key!r} is missing.", code="form-missing-field",
                cure="Write an expression.",
            )  # fmt: skip
            return Expr("null", form.place)
        return self.expr_of(node, form)

    def maybe(self, form: Form, key: str) -> Expr | None:
        """An expression that may be left out or be null."""
        node = form.node(key)
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return None
        return self.expr_of(node, form)

    def expr_of(self, node: Node, form: Form) -> Expr:
        """An expression written as a scalar."""
        if isinstance(node, Scalar):
            return Expr(node.text.strip(), self._inside(node.place))
        form.refuse(node.place, "An expression is one text.", code="form-kind")
        return Expr("null", node.place)

    def _inside(self, place: Place) -> Place:
        """Where the first character of a text stands: after the quote that opens it."""
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        sign = line[place.column - 1 : place.column]
        return replace(place, column=place.column + 1) if sign in ("'", '"') else place

    def named(self, form: Form, key: str) -> tuple[Named, ...]:
        """``{column: expression}``, in the order of the file."""
        node = form.node(key)
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            form.refuse(node.place, f"{key} holds name: expression.", code="form-kind")
            return ()
        return tuple(Named(name, self.expr_of(value, form)) for name, value in node.entries.items())

    def key(self, form: Form, key: str = "keys") -> Key:
        """``[doc_id, {case_number: basis_no}]``: pairs left, right."""
        node = form.node(key)
        if node is None:
            form.refuse(form.place, f"The field {key!r} is missing.", code="form-missing-field")
            return ()
        return self._key(node, form)

    def keys(self, form: Form, key: str) -> tuple[Key, ...]:
        """``[[name], [birth_date, {city: town}]]``: several keys; a required field."""
        node = form.node(key)
        if not isinstance(node, Sequence) or not node.items:
            form.refuse(form.place_of(key), f"{key} is a list of keys.",
                        cure=f"{key}: [[name], [birth_date]]", code="form-kind")  # fmt: skip
            return ()
        return tuple(self._key(item, form) for item in node.items)

    def cascade(self, form: Form) -> tuple[Key, ...]:
        """``keys`` as one key, or ``{first_of: [[…], […]]}``."""
        node = form.node("keys")
        if node is None:
            form.refuse(form.place, "The field 'keys' is missing.", code="form-missing-field")
            return ()
        if not isinstance(node, Mapping):
            return (self._key(node, form),)
        inner = Form(node, self.problems)
        several = inner.node("first_of")
        inner.done()
        if not isinstance(several, Sequence) or not several.items:
            form.refuse(
                node.place, "keys is a list, or first_of with a list of keys.", code="form-kind"
            )
            return ()
        return tuple(self._key(item, form) for item in several.items)

    def _key(self, node: Node, form: Form) -> Key:
        if not isinstance(node, Sequence) or not node.items:
            form.refuse(node.place, "A key is a list of columns.", code="form-kind")
            return ()
        pairs: list[KeyPair] = []
        for item in node.items:
            if isinstance(item, Scalar) and item.text:
                pairs.append(KeyPair(item.text, item.text, item.place))
            elif isinstance(item, Mapping) and len(item.entries) == 1:
                ((left, right),) = item.entries.items()
                pairs.append(KeyPair(left, getattr(right, "text", ""), item.place))
            else:
                form.refuse(
                    item.place, "A part of a key is a column or {left: right}.", code="form-kind"
                )
        return tuple(pairs)

    def pairs(self, form: Form, key: str) -> tuple[tuple[str, str], ...] | None:
        """``[a, {new: old}]`` or ``{new: old}`` as (new, old); None when absent."""
        node = form.node(key)
        if node is None:
            return None
        found: list[tuple[str, str]] = []
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if isinstance(item, Scalar) and item.text:
                found.append((item.text, item.text))
            elif isinstance(item, Mapping):
                found.extend(
                    (new, old.text) for new, old in item.entries.items() if isinstance(old, Scalar)
                )
            else:
                form.refuse(item.place, f"{key} lists columns.", code="form-kind")
        return tuple(found)

    def length(self, form: Form, key: str) -> Length | None:
        """``30 days``, ``10 workdays``, ``2 months``, ``:grace``; None when absent."""
        node = form.node(key)
        if node is None:
            return None
        match = _LENGTH.match(node.text.strip()) if isinstance(node, Scalar) else None
        if match is None:
            form.refuse(
                node.place,
                f"{key} is not a length of time.",
                cure="Write 30 days, 10 workdays, 2 months or :parameter.",
                code="form-kind",
            )
            return None
        word, unit = match.group(1), match.group(2)
        if word.startswith(":"):
            known = self.units.get(word[1:])
            if known is None:
                form.refuse(
                    node.place,
                    f"{word} is no parameter that is a length of time.",
                    cure="Declare it with type days, workdays or months.",
                    code="name-unknown-parameter",
                )
            return Length(word[1:], known or "days", node.place)
        if unit is None:
            form.refuse(
                node.place, f"{word} of what?", cure=f"Write {word} days.", code="form-kind"
            )
            unit = "days"
        whole = cast("Unit", unit if unit.endswith("s") else unit + "s")
        return Length(int(word) if word.isdigit() else word, whole, node.place)

    def period(self, form: Form, key: str) -> tuple[str, str | None]:
        """``[from, to]``, or one column of type period."""
        found = form.texts(key)
        if len(found) == 1:
            return (found[0], None)
        if len(found) != 2:
            form.refuse(form.place_of(key), f"{key} is [from, to] or one period.", code="form-kind")
            return ("", None)
        return (found[0], found[1])

    def title(self, form: Form, key: str) -> Title | None:
        """A wording that may be left out."""
        return form.title(key) if form.has(key) else None
