"""Days, above all of birth: by their parts."""

from __future__ import annotations

from xiezhi.link.method import MethodSql

__all__ = ["method"]


def method() -> MethodSql:
    """Same; day and month swapped; two of the three parts; the same year."""
    parts = " + ".join(
        f"({part}({{c}}_l) = {part}({{c}}_r))::int" for part in ("year", "month", "day")
    )
    swapped = (
        "year({c}_l) = year({c}_r) and month({c}_l) = day({c}_r) and day({c}_l) = month({c}_r)"
    )
    return MethodSql(
        value="cast({x} as date)",
        levels=(
            ("same", "{c}_l = {c}_r"),
            ("swapped", swapped),
            ("two_parts", f"({parts}) = 2"),
            ("same_year", "year({c}_l) = year({c}_r)"),
        ),
    )
