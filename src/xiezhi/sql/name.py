"""Names as an engine reads them: plain where it can, quoted where it must."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["RESERVED", "is_plain", "quote"]

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")

_WORDS = """
all analyse analyze and anti any array as asc asof asymmetric between both by case cast check
collate column constraint create cross current_date date day default deferrable desc describe
distinct do else end except exists explode false fetch filter for foreign from full glob grant
group having hour in initially inner intersect interval into is isnull join lateral leading left
like limit map minute month natural not notnull null offset on only or order outer over
overlaps pivot placing positional primary qualify range references returning right row rows
second select semi show similar some summarize symmetric table tablesample then time timestamp
to trailing true union unique unnest unpivot user using values variadic verbose when where
window with within year
"""
RESERVED = frozenset(_WORDS.split())


def is_plain(name: str) -> bool:
    """Whether the name may stand unquoted: lower-case letters, digits, underscores, no keyword."""
    return bool(_PLAIN.match(name)) and name not in RESERVED


@lru_cache(maxsize=4096)
def quote(name: str, engine: str = "duckdb") -> str:
    """The name, quoted when the engine would misread it."""
    if is_plain(name):
        return name
    if engine == "spark":
        return "`" + name.replace("`", "``") + "`"
    return '"' + name.replace('"', '""') + '"'
