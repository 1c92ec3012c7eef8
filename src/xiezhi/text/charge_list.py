"""Several charges printed with one 罪 at their end, told apart with the rulebook's list."""

from __future__ import annotations

from functools import lru_cache

from xiezhi.rulebook.charges import Charges
from xiezhi.text.disposition.name_charge import charge_name

__all__ = ["charges_in"]

_MOST = 12


@lru_cache(maxsize=4096)
def charges_in(printed: str) -> tuple[str, ...]:
    """The charges a printed list names; empty when one of them is not in the rulebook's list.

    ``贩卖、运输毒品罪`` is one charge, ``抢劫、盗窃罪`` are two: the list of charges decides.

    Example:
        >>> charges_in("抢劫、盗窃罪")
        ('抢劫罪', '盗窃罪')
    """
    known = Charges.load()
    whole = charge_name(printed)
    if known.resolve(whole) is not None:
        return (whole,)
    pieces = whole[:-1].split("、")
    if len(pieces) == 1 or len(pieces) > _MOST:
        return ()
    for cut in range(len(pieces) - 1, 0, -1):
        first = charge_name("、".join(pieces[:cut]))
        if known.resolve(first) is not None:
            rest = charges_in(charge_name("、".join(pieces[cut:])))
            if rest:
                return (first, *rest)
    return ()
