"""A charge as printed → its name in the list of charges and the court's selection of it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from xiezhi.kernel.charge import ChargeBook, ChargeEntry, plain_charge, selection_pattern
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.rulebook.charges import Charges

__all__ = ["NamedCharge", "name_charge"]


class NamedCharge(NamedTuple):
    """What a printed charge is called.

    Attributes:
        name: The name in the rulebook's list; None when the list has no such charge.
        selected: The court's own selection in clean spelling (贩卖毒品罪 of the selective
            走私、贩卖、运输、制造毒品罪), with misprints repaired.
    """

    name: str | None
    selected: str


@cache
def name_charge(printed: str) -> NamedCharge:
    """Name a printed charge; nothing is guessed when two names are equally near.

    Example:
        >>> name_charge("开设赌场罪罪").selected
        '开设赌场罪'
    """
    plain = plain_charge(printed)
    for spelling in dict.fromkeys((plain, _without_offence(plain))):
        try:
            charge = _book().find(spelling)
        except RefusedValueError:
            continue
        if charge is None:
            continue
        return NamedCharge(charge.name, _selected(charge.name, charge.selected))
    near = _one_apart(plain)
    return NamedCharge(near, near) if near else NamedCharge(None, plain)


def _without_offence(plain: str) -> str:
    """挪用公款犯罪 → 挪用公款罪."""
    return plain.removesuffix("犯罪") + "罪" if plain.endswith("犯罪") else plain


@cache
def _book() -> ChargeBook:
    return ChargeBook(_entries())


def _entries() -> list[ChargeEntry]:
    charges = Charges.load()
    return [charges[name] for name in charges.names]


def _selected(name: str, spelling: str) -> str:
    """The court's selection with a 、 between its parts; the name where there is no choice."""
    form = Charges.load()[name].form
    if not form:
        return name
    spelt = spelling.replace("、", "")
    if selection_pattern(form).fullmatch(spelt) is None:
        return spelling
    pieces: list[str] = []
    place = 0
    for part in _parts(form):
        words: list[str] = []
        while (word := next((w for w in part if spelt.startswith(w, place)), None)) is not None:
            words.append(word)
            place += len(word)
            if len(part) == 1:
                break
        pieces.append("、".join(words))
    return "".join(pieces) if place == len(spelt) else spelling


@cache
def _parts(form: str) -> tuple[tuple[str, ...], ...]:
    """The pieces of a form, each with its words, the longest first."""
    parts: list[tuple[str, ...]] = []
    for piece in form.replace("}", "{").split("{"):
        if piece:
            words = sorted(piece.replace("、", "").split("|"), key=len, reverse=True)
            parts.append(tuple(words))
    return tuple(parts)


def _one_apart(plain: str) -> str | None:
    """The one name of the list that differs by one character changed, added or left out."""
    near = [name for name in Charges.load().names if len(name) > 4 and _apart(plain, name) == 1]
    return near[0] if len(near) == 1 else None


def _apart(one: str, other: str) -> int:
    """0 or 1 edits apart; 2 for everything further."""
    if abs(len(one) - len(other)) > 1:
        return 2
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        return 0 if one == other else 1 + (one[start + 1 :] != other[start + 1 :])
    short, long = sorted((one, other), key=len)
    return 1 if short[start:] == long[start + 1 :] else 2
