"""Several charges printed with one 罪 at their end, told apart with the rulebook's list."""

from __future__ import annotations

import re
from functools import lru_cache

from xiezhi.rulebook.charges import Charges
from xiezhi.text.disposition.name_charge import name_charge

__all__ = ["charges_in"]

_MOST = 12
_LONGEST = 24
"""Misprints are mended in charges up to this length only: mending costs, long lists are split."""
_WHOLE = re.compile("(?<=罪)[、和及]")


@lru_cache(maxsize=8192)
def charges_in(printed: str) -> tuple[str, ...]:
    """The charges a printed list names, as the rulebook's list has them.

    ``贩卖、运输毒品罪`` is one charge, ``抢劫、盗窃罪`` are two: the list of charges decides.
    Empty when one of them is not in it.

    Example:
        >>> charges_in("抢劫、盗窃罪")
        ('抢劫罪', '盗窃罪')
    """
    whole = Charges.load().resolve(printed)
    if whole is not None:
        return (whole,)
    parts = _WHOLE.split(printed)
    if len(parts) > 1:
        named = [charges_in(part) for part in parts]
        return tuple(name for names in named for name in names) if all(named) else ()
    split = _split(printed.rstrip("罪").split("、"))
    if split or len(printed) > _LONGEST:
        return split
    mended = name_charge(printed).name
    return () if mended is None else (mended,)


def _split(pieces: list[str]) -> tuple[str, ...]:
    """The pieces between 、 joined to charges, the longest first."""
    if len(pieces) < 2 or len(pieces) > _MOST:
        return ()
    for cut in range(len(pieces) - 1, 0, -1):
        first = Charges.load().resolve("、".join(pieces[:cut]) + "罪")
        if first is None:
            continue
        after = "、".join(pieces[cut:]) + "罪"
        whole = Charges.load().resolve(after)
        rest = (whole,) if whole is not None else _split(pieces[cut:])
        if rest:
            return (first, *rest)
    return ()
