"""Identity numbers, whole or partly covered: compared by the digits that are known."""

from __future__ import annotations

from xiezhi.link.characters import narrow
from xiezhi.link.method import MethodSql

__all__ = ["method"]

_LENGTH = 18


def method() -> MethodSql:
    """Same; one digit differs; the digits known on both sides agree, by how many they are."""
    # a covered sign is *; X is a digit in the last place and a cover anywhere else
    signs = rf"regexp_replace({narrow('{x}')}, '[\s\x{{3000}}]', '', 'g')"
    signs = rf"regexp_replace({signs}, '[^0-9X]', '*', 'g')"
    value = (
        f"case when length({signs}) = {_LENGTH} then "
        f"replace(left({signs}, {_LENGTH - 1}), 'X', '*') || right({signs}, 1) end"
    )
    known = " + ".join(
        f"(substr({{c}}_l, {place}, 1) <> '*' and substr({{c}}_r, {place}, 1) <> '*')::int"
        for place in range(1, _LENGTH + 1)
    )
    agree = " and ".join(
        f"(substr({{c}}_l, {place}, 1) in ('*', substr({{c}}_r, {place}, 1)) "
        f"or substr({{c}}_r, {place}, 1) = '*')"
        for place in range(1, _LENGTH + 1)
    )
    covered = "({c}_covered_l or {c}_covered_r)"
    return MethodSql(
        value=f"nullif({value}, '{'*' * _LENGTH}')",
        features=(("covered", "contains({c}, '*')"),),
        levels=(
            ("same", f"{{c}}_l = {{c}}_r and not {covered}"),
            ("one_digit", f"not {covered} and damerau_levenshtein({{c}}_l, {{c}}_r) = 1"),
            ("known_most", f"{covered} and {agree} and ({known}) >= 14"),
            ("known_many", f"{covered} and {agree} and ({known}) >= 10"),
            ("known_few", f"{covered} and {agree} and ({known}) >= 6"),
        ),
    )
