"""Numbers, states, years: the same or not, or next to each other."""

from __future__ import annotations

from xiezhi.link.characters import narrow, unmarked
from xiezhi.link.method import MethodSql

__all__ = ["number", "state", "year"]

_SAME = (("same", "{c}_l = {c}_r"),)


def number() -> MethodSql:
    """Telephones, accounts, plates: signs between the digits mean nothing."""
    return MethodSql(unmarked(narrow("cast({x} as varchar)")), _SAME)


def state() -> MethodSql:
    """A word of a closed list."""
    return MethodSql("nullif(trim(cast({x} as varchar)), '')", _SAME)


def year() -> MethodSql:
    """A year; an age leaves it open by one."""
    return MethodSql("try_cast({x} as integer)", (*_SAME, ("one_apart", "abs({c}_l - {c}_r) = 1")))
