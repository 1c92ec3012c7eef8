"""How well a title in a file speaks for a column of a standard table."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.shelf.ingest.header import title_key

if TYPE_CHECKING:
    from xiezhi.rulebook.tables import Column

__all__ = ["TitleMatch", "bare_title", "match_title", "unit_in"]

_BRACKETS = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_UNIT_WORDS = frozenset(("元", "百元", "千元", "万元", "万", "百万元", "亿元", "%", "‰"))
_UNIT_WORDS |= {"亩", "公顷", "平方米", "㎡", "m2", "m²", "万平方米", "平方公里"}
_UNIT_WORDS |= {"月", "个月", "年", "天", "日"}
_UNIT_WORDS |= {"吨", "千克", "公斤", "升", "立方米", "千瓦时", "度"}
_UNIT_SAID = re.compile(r"单位[:：]?\s*(\S+)")
_ENDING = re.compile("金额|额|号码|号|日期|时间|日|名称|名")
"""What may be left off a title without changing what it names."""

_ALIKE = 0.7
_NUMBERED = re.compile(r"#[0-9]+$|^[0-9]+[.、．]\s*")


class TitleMatch(NamedTuple):
    """How a title fits.

    Attributes:
        score: 0 to 1.
        how: ``exact``, ``also``, ``part`` or ``near``; empty when it does not fit.
        met: The known title it was compared with.
    """

    score: float
    how: str = ""
    met: str = ""


def bare_title(title: str) -> str:
    """The title without brackets and numbering: ``1.金额（万元）`` → ``金额``."""
    bare = _BRACKETS.sub("", _NUMBERED.sub("", title)).strip()
    return bare or title


def unit_in(title: str) -> str:
    """The unit that a title names: ``金额（万元）`` → ``万元``; empty when it names none."""
    for inner in reversed(_BRACKETS.findall(title)):
        said = _UNIT_SAID.search(inner)
        word = (said[1] if said else inner).strip()
        if word in _UNIT_WORDS:
            return str(word)
    tail = next(
        (word for word in ("万元", "亿元", "千元", "亩", "公顷") if title.endswith(word)), ""
    )
    return tail if title != tail else ""


def match_title(title: str, column: Column) -> TitleMatch:
    """How well a title speaks for a column, by its name, its titles in both languages and others.

    Of a title in two lines (``刑期/起``) the last part counts almost as much as the whole.
    """
    spoken = _forms(title)
    best = TitleMatch(0.0)
    for known, worth, how in _known(column):
        for form, share in spoken:
            score = worth * share * _likeness(form, known)
            if score > best.score:
                full = form == known
                best = TitleMatch(score, how if full else "near", known)
    return best if best.score >= 0.5 else TitleMatch(0.0)


def _forms(title: str) -> list[tuple[str, float]]:
    """The title as it may be compared, each form with what it is worth."""
    whole = title_key(title.replace("/", ""))
    forms = [(whole, 1.0), (title_key(bare_title(title).replace("/", "")), 0.98)]
    if "/" in title:
        last = bare_title(title.rpartition("/")[2])
        forms.append((title_key(last), 0.9))
    return [(form, share) for form, share in forms if form]


def _known(column: Column) -> list[tuple[str, float, str]]:
    """Titles of a column: its own first, then those of agencies' files."""
    known = [(column.title.zh, 1.0, "exact"), (column.name, 1.0, "exact"),
             (column.title.en, 1.0, "exact")]  # fmt: skip
    known += [(also, 0.97, "also") for also in column.also]
    return [(title_key(text), worth, how) for text, worth, how in known]


@lru_cache(maxsize=1 << 16)
def _likeness(form: str, known: str) -> float:
    """1 when equal; less when one holds the other or most signs agree; else 0."""
    if form == known:
        return 1.0
    if not form or not known:
        return 0.0
    short, long = sorted((form, known), key=len)
    if len(short) >= 2 and _ENDING.fullmatch(long, len(short)) and long.startswith(short):
        return 0.95
    # two letters are a word by chance only: id is no part of paid, as 金额 is of 到位金额
    if len(short) >= (4 if short.isascii() else 2) and short in long:
        return 0.6 + 0.3 * len(short) / len(long)
    signs = SequenceMatcher(None, form, known)
    if signs.real_quick_ratio() < _ALIKE or signs.quick_ratio() < _ALIKE:  # bounds from above
        return 0.0
    ratio = signs.ratio()
    return 0.8 * ratio if ratio >= _ALIKE else 0.0
