"""Words and addresses: the same, or much of the same."""

from __future__ import annotations

from xiezhi.link.characters import LATIN, narrow, unmarked
from xiezhi.link.method import MethodSql

__all__ = ["address", "method"]

_PAIRS_OF_SIGNS = (
    "pairs",
    "list_distinct(list_transform(range(1, greatest(length({c}), 2)), "
    "lambda i: substr({c}, i, 2)))",
)
_COMMON = (
    "length(list_intersect({c}_pairs_l, {c}_pairs_r)) >= "
    "0.6 * least(length({c}_pairs_l), length({c}_pairs_r))"
)


def method() -> MethodSql:
    """A town, a trade: the same, or alike in letters."""
    return MethodSql(
        value=unmarked(narrow("{x}")),
        features=(_PAIRS_OF_SIGNS,),
        levels=(
            ("same", "{c}_l = {c}_r"),
            (
                "similar",
                f"case when {LATIN} then jaro_winkler_similarity({{c}}_l, {{c}}_r) >= 0.9 "
                f"else {_COMMON} end",
            ),
        ),
    )


def address() -> MethodSql:
    """The same, or six tenths of the shorter one's pairs of characters are in the longer one."""
    return MethodSql(
        value=unmarked(narrow("{x}")),
        features=(_PAIRS_OF_SIGNS,),
        levels=(("same", "{c}_l = {c}_r"), ("similar", _COMMON)),
    )
