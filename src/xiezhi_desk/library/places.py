"""Where an organ is: names of divisions, levels of courts, as the rulebook has them."""

from __future__ import annotations

from xiezhi.rulebook.places import divisions, organs

__all__ = ["court_level", "division_name"]

_LEVELS = {"basic": "county", "intermediate": "city", "high": "province", "supreme": "province"}


def division_name(code: str) -> str:
    """The name of a division by its code; empty when there is none."""
    return divisions().name(code) or "" if code else ""


def court_level(organ: str) -> str:
    """The level of the procuratorate beside a court: ``county``, ``city``, ``province``.

    Empty for an organ that is no court, or whose level its name does not say.
    """
    return _LEVELS.get(organs().level_of_name(organ) or "", "")
