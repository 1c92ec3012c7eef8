"""Administrative divisions: by their code, from the whole to the province."""

from __future__ import annotations

from xiezhi.link.characters import narrow, unmarked
from xiezhi.link.method import MethodSql

__all__ = ["method"]


def method() -> MethodSql:
    """Same; the same city (four digits); the same province (two digits)."""
    codes = r"regexp_full_match({c}_l, '\d{6,12}') and regexp_full_match({c}_r, '\d{6,12}')"
    return MethodSql(
        value=unmarked(narrow("{x}")),
        levels=(
            ("same", "{c}_l = {c}_r"),
            ("same_city", f"{codes} and left({{c}}_l, 4) = left({{c}}_r, 4)"),
            ("same_province", f"{codes} and left({{c}}_l, 2) = left({{c}}_r, 2)"),
        ),
    )
