"""The verification letter of a clue: a model's ``letter.md`` with its blanks filled in.

The letter asks the organ for the papers that decide. It is in Chinese only: organs read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.report.showing import NOTHING

if TYPE_CHECKING:
    from xiezhi.report.content import Clue

__all__ = ["ALWAYS", "blanks", "write_letter"]

ALWAYS = ("organ", "finding", "occurred", "expires")
"""What every clue has, whatever its columns are called."""

_BLANK = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_BY_HAND = "＿＿＿＿"


def blanks(letter: str) -> frozenset[str]:
    """Names of the blanks of a letter: of ``ALWAYS``, or columns of the clue."""
    return frozenset(_BLANK.findall(letter))


def write_letter(letter: str, clue: Clue) -> str:
    """A letter with every blank filled in, days written as official papers write them.

    Args:
        letter: The text of ``letter.md``. Values bring their units along (``8,000 元``).
        clue: The clue, covered or open; the letter covers what the clue covers.

    Returns:
        The letter. What the clue has no value for becomes a line to fill in by hand; a blank
        that is no column of the clue stays as written.
    """
    always = dict(
        zip(ALWAYS, (clue.organ, clue.title.zh, clue.occurred, clue.expires), strict=True)
    )

    def put(found: re.Match[str]) -> str:
        name = found[1]
        if name in always:
            return _official(always[name])
        return _official(clue.values[name].zh) if name in clue.values else found[0]

    return _BLANK.sub(put, letter)


def _official(text: str) -> str:
    """2031-05-06 → 2031年5月6日; nothing → a line."""
    if not text or text == NOTHING.zh:
        return _BY_HAND
    return _DAY.sub(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", text)
