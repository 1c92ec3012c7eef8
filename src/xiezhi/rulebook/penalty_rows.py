"""Flat rows of the statutory penalties, for ``lookup``: one per bracket, one per charge."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.rulebook.brackets import Bracket, Offence, Version, versions_by_charge
from xiezhi.rulebook.charges import Charges

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["charge_bracket_rows", "charge_rule_rows"]


def charge_bracket_rows() -> list[dict[str, object]]:
    """Rows of ``charge_bracket``: every bracket of every charge in every version known."""
    rows: list[dict[str, object]] = []
    for charge, offence, version in versions_by_charge():
        for number, bracket in enumerate(version.brackets, start=1):
            rows.append(
                {
                    **_head(charge, offence, version),
                    "bracket": number,
                    "condition": bracket.when or None,
                    "scale": bracket.scale,
                    **_kinds([bracket]),
                    "min_months": bracket.min_months,
                    "max_months": bracket.max_months,
                    "fine_mode": bracket.fine,
                    "fine_min": _money(bracket.yuan and bracket.yuan[0]),
                    "fine_max": _money(bracket.yuan and bracket.yuan[1]),
                    "fine_times_min": _decimal(bracket.times and bracket.times[0]),
                    "fine_times_max": _decimal(bracket.times and bracket.times[1]),
                    "fine_of": bracket.of or None,
                    "confiscation_mode": bracket.confiscation,
                    "unit_staff": bracket.staff,
                    **_tail(offence, version),
                }
            )
    return rows


def charge_rule_rows() -> list[dict[str, object]]:
    """Rows of ``charge_rule``: what holds for a charge whatever bracket was meant.

    "Obligatory" means in every bracket, "possible" in at least one: a check built on them is
    right without knowing which bracket the court applied.
    """
    charges = Charges.load()
    rows: list[dict[str, object]] = []
    for name, offence, version in versions_by_charge():
        brackets = version.brackets
        charge = charges[name]
        fined = [bracket for bracket in brackets if bracket.fine != "none"]
        ranged = fined and all(bracket.yuan for bracket in fined)
        rows.append(
            {
                **_head(name, offence, version),
                "chapter": offence.chapter,
                **_kinds(brackets),
                "min_months": min(
                    (b.min_months for b in brackets if b.min_months is not None), default=None
                ),
                "max_months": max(
                    (b.max_months for b in brackets if b.max_months is not None), default=None
                ),
                "property_obligatory": all(b.property_penalty for b in brackets),
                "fine_obligatory": all(
                    b.fine in ("must", "must_or_alone") and b.confiscation == "none"
                    for b in brackets
                ),
                "fine_possible": bool(fined),
                "fine_with_main_possible": any(
                    b.fine in ("must", "must_or_alone", "may") for b in brackets
                ),
                "fine_alone_possible": any(
                    b.fine in ("must_or_alone", "instead") for b in brackets
                ),
                "fine_min": _money(min(b.yuan[0] for b in fined if b.yuan) if ranged else None),
                "fine_max": _money(max(b.yuan[1] for b in fined if b.yuan) if ranged else None),
                "fine_range_in_article": any(b.yuan or b.times for b in brackets),
                "confiscation_possible": any(b.confiscation != "none" for b in brackets),
                "fault": charge.fault,
                "charge_group": charge.group or None,
                "unit_possible": charge.unit,
                **_tail(offence, version),
            }
        )
    return rows


def _head(charge: str, offence: Offence, version: Version) -> dict[str, object]:
    return {
        "charge": charge,
        "article": offence.cite(version).partition("#")[2].partition("(")[0],
        "valid_from": version.since,
        "valid_to": version.until,
    }


def _tail(offence: Offence, version: Version) -> dict[str, object]:
    return {
        "cite": offence.cite(version),
        "confirmed": not version.unconfirmed,
        "unconfirmed": version.unconfirmed or None,
    }


def _kinds(brackets: Sequence[Bracket]) -> dict[str, object]:
    letters = set("".join(bracket.main for bracket in brackets))
    return {
        "fixed_term": "F" in letters,
        "detention": "J" in letters,
        "surveillance": "G" in letters,
        "rights_alone": "R" in letters,
        "life": "L" in letters,
        "death": "D" in letters,
    }


def _money(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
