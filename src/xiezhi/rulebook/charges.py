"""Charges: the list of names a conviction may bear, with what each is called in judgments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import Scalar, read_yaml

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

__all__ = ["Charge", "Charges", "ChargesError", "Fault"]

Fault: TypeAlias = Literal["intentional", "negligent", "disputed"]
_FAULTS = ("intentional", "negligent", "disputed")
_GROUPS = ("state_security", "terrorism", "organised_crime", "drugs")
_SPELLING = str.maketrans({"(": "（", ")": "）", "，": "、", ",": "、", "帐": "账", "剌": "刺"})
_BLANK = re.compile(r"\s+")


class ChargesError(XiezhiError):
    """The list of charges contradicts itself; carries every problem."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One name in the list of charges.

    Attributes:
        name: As the two supreme organs fixed it, with 罪.
        article: Article of 刑法 that defines it (``133-1`` is 第一百三十三条之一).
        since: First day the name applies; None means from 1997-10-01.
        until: First day it no longer applies; None means still in use.
        successor: The name it was changed to, empty when there is none.
        fault: ``disputed`` must not carry a certain conclusion.
        group: Class that 刑法 66 and 356 attach to, empty for most.
        unit: Whether a unit can commit it.
        form: Selective charge: ``{走私|贩卖|运输|制造}毒品罪``; empty for others.
        variants: Other spellings met in judgments.
    """

    name: str
    article: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    successor: str = ""
    fault: Fault = "intentional"
    group: str = ""
    unit: bool = False
    form: str = ""
    variants: tuple[str, ...] = ()

    def in_use(self, day: datetime.date) -> bool:
        """Whether the name applied on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


class Charges:
    """All charges by name, and the way from a printed charge to its name in the list."""

    def __init__(self, charges: dict[str, Charge]) -> None:
        self.by_name = charges

    @classmethod
    def load(cls, path: Path | None = None) -> Charges:
        """Read ``rulebook/terms/charges.yaml`` (once) or the file given.

        Raises:
            ChargesError: A field is wrong, or a successor does not exist.
        """
        return _standard() if path is None else cls(_read(path))

    def __contains__(self, name: str) -> bool:
        """Whether the list has exactly this name."""
        return name in self.by_name

    def __getitem__(self, name: str) -> Charge:
        """The charge of that exact name; ``KeyError`` when the list lacks it."""
        return self.by_name[name]

    @property
    def names(self) -> tuple[str, ...]:
        """All names in the order of the list (by article, newer names first)."""
        return tuple(self.by_name)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every whole spelling, names and variants → name in the list."""
        found: dict[str, str] = {}
        for charge in self.by_name.values():
            for variant in charge.variants:
                found[_spelt(variant)] = charge.name
        for name in self.by_name:
            found[_spelt(name)] = name
        return found

    def resolve(self, text: str) -> str | None:
        """The name in the list for a printed charge, or None when there is none.

        Blanks, brackets and the marks between parts do not matter, nor does a 罪 missing or
        doubled. Part of a selective charge (贩卖毒品罪) yields the whole name. Nothing is guessed:
        a spelling that is neither a name, a listed variant nor part of a selective charge is None.
        """
        spelt = _spelt(text).rstrip("罪") + "罪"
        return self._resolved(spelt)

    def present_name(self, name: str) -> str:
        """The name used today for a charge that was renamed; the name itself otherwise."""
        seen = {name}
        while (charge := self.by_name[name]).successor and charge.until is not None:
            name = charge.successor
            if name in seen:
                break
            seen.add(name)
        return name

    def _resolved(self, spelt: str) -> str | None:
        whole = self.spellings.get(spelt)
        if whole is not None:
            return whole
        for pattern, name in self._selective.get(spelt[-3:], ()):
            if pattern.fullmatch(spelt):
                return name
        return None

    @cached_property
    def _selective(self) -> dict[str, list[tuple[re.Pattern[str], str]]]:
        """Patterns of selective charges under the last three characters they can end in."""
        found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for charge in self.by_name.values():
            if not charge.form:
                continue
            pattern = form_pattern(charge.form)
            for ending in _endings(charge.form):
                found.setdefault(ending, []).append((pattern, charge.name))
        return found


@lru_cache(maxsize=1)
def _standard() -> Charges:
    return Charges(_read(rulebook_folder() / "terms" / "charges.yaml"))


def form_pattern(form: str) -> re.Pattern[str]:
    """The pattern of a selective charge: one or several of each brace, 、 between them."""
    parts: list[str] = []
    for piece in re.split(r"(\{[^}]*\})", form):
        if piece.startswith("{"):
            words = sorted(piece[1:-1].split("|"), key=len, reverse=True)
            one = "(?:" + "|".join(re.escape(_spelt(word)) for word in words) + ")"
            parts.append(f"{one}(?:、?{one})*")
        else:
            parts.append(re.escape(_spelt(piece)))
    return re.compile("".join(parts))


def _endings(form: str) -> set[str]:
    last_brace = re.search(r"\{([^}]*)\}([^{}]*)\Z", form)
    if last_brace is None:
        return {form[-3:]}
    words, tail = last_brace.group(1).split("|"), last_brace.group(2)
    return {(word + tail)[-3:] for word in words}


def _spelt(text: str) -> str:
    return _BLANK.sub("", text).translate(_SPELLING)


def _read(path: Path) -> dict[str, Charge]:
    problems: list[Problem] = []
    root = Form(read_yaml(path), problems)
    charges = {name: _charge(name, form) for name, form in root.children("charges")}
    root.done()
    for charge in charges.values():
        if charge.successor and charge.successor not in charges:
            root.refuse(
                root.place, f"{charge.name} names the successor {charge.successor}, not listed."
            )
    if problems:
        raise ChargesError(*problems)
    return charges


def _charge(name: str, form: Form) -> Charge:
    node = form.node("article")
    charge = Charge(
        name=name,
        article=node.text if isinstance(node, Scalar) else form.text("article"),
        since=form.date("from"),
        until=form.date("to"),
        successor=form.text("successor", ""),
        fault=cast("Fault", form.choice("fault", _FAULTS, "intentional")),
        group=form.choice("group", _GROUPS, ""),
        unit=form.boolean("unit"),
        form=form.text("form", ""),
        variants=form.texts("variants"),
    )
    form.done()
    return charge
