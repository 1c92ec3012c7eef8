"""Penalties with a length: 有期徒刑一年零六个月, 拘役四个月十五日, 死刑缓期二年执行."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import chinese, fold, integer

__all__ = ["LENGTH_PATTERN", "PenaltyKind", "Term"]

_TYPE = "term"


class PenaltyKind(StrEnum):
    """Kinds of penalty, from the lightest main penalty up; then sentences without a main one."""

    PUBLIC_SURVEILLANCE = "public_surveillance"
    CRIMINAL_DETENTION = "criminal_detention"
    FIXED_TERM = "fixed_term"
    LIFE = "life"
    DEATH_SUSPENDED = "death_suspended"
    DEATH = "death"
    FINE_ALONE = "fine_alone"
    RIGHTS_ALONE = "rights_alone"
    NONE = "none"


_TIMED = {
    "管制": PenaltyKind.PUBLIC_SURVEILLANCE,
    "拘役": PenaltyKind.CRIMINAL_DETENTION,
    "有期徒刑": PenaltyKind.FIXED_TERM,
}
_ENGLISH = {
    PenaltyKind.PUBLIC_SURVEILLANCE: "public surveillance",
    PenaltyKind.CRIMINAL_DETENTION: "criminal detention",
    PenaltyKind.FIXED_TERM: "fixed-term imprisonment",
    PenaltyKind.LIFE: "life imprisonment",
    PenaltyKind.DEATH_SUSPENDED: "death with a two-year reprieve",
    PenaltyKind.DEATH: "death",
    PenaltyKind.FINE_ALONE: "fine alone",
    PenaltyKind.RIGHTS_ALONE: "deprivation of political rights alone",
    PenaltyKind.NONE: "no penalty",
}
_CHINESE = {
    **{kind: word for word, kind in _TIMED.items()},
    PenaltyKind.LIFE: "无期徒刑",
    PenaltyKind.DEATH_SUSPENDED: "死刑，缓期二年执行",
    PenaltyKind.DEATH: "死刑",
    PenaltyKind.FINE_ALONE: "单处罚金",
    PenaltyKind.RIGHTS_ALONE: "单处剥夺政治权利",
    PenaltyKind.NONE: "免予刑事处罚",
}
_UNTIMED = {_CHINESE[kind]: kind for kind in PenaltyKind if kind not in _TIMED.values()} | {
    "死缓": PenaltyKind.DEATH_SUSPENDED,
    "死刑立即执行": PenaltyKind.DEATH,
    "免予刑事处分": PenaltyKind.NONE,
    "免除刑罚": PenaltyKind.NONE,
    "免除处罚": PenaltyKind.NONE,
}
_REPRIEVE = re.compile(r"死刑[,，、]?(?:宣告)?缓期(?:二|2)年(?:执行)?")
_N = "[0-9０-９零〇○ＯO一二两三四五六七八九十百廿卅壹贰叁肆伍陆柒捌玖拾佰]{1,7}"
LENGTH_PATTERN = (
    rf"{_N}(?:年半?|个?月|个?半月|[日天])(?:[零又另]?{_N}(?:个?月半?|[日天]))*|半年|半个?月"
)
"""Pattern of a length, for readers; what it finds still has to pass :meth:`Term.parse_length`."""

_D = "[0-9零一二三四五六七八九十百千廿卅]{1,7}?"
_LENGTH = re.compile(
    rf"(?:(?P<years>{_D})年(?P<half_year>半)?)?"
    rf"(?:[零又另]?(?P<months>{_D})(?P<measure>个)?月(?P<half_month>半)?)?"
    rf"(?:[零又另]?(?P<days>{_D})[日天])?"
)
_HALVES = {"半年": (6, 0), "半个月": (0, 15), "半月": (0, 15)}
_HALF_MONTHS = re.compile(rf"({_D})个半月")


@dataclass(frozen=True, slots=True)
class Term:
    """A kind of penalty and how long; months and days are counted apart, never converted.

    Attributes:
        kind: None for a bare length (probation, political rights, a bail period).
        months: Years and months together; 0 for life and death.
        days: Days beyond the months.
    """

    kind: PenaltyKind | None
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        """Refuse lengths that are none, and lengths of penalties that have none.

        Raises:
            RefusedValueError: See above.
        """
        text = f"{self.kind} {self.months} months {self.days} days"
        if self.months < 0 or self.days < 0 or self.months > 1200 or self.days > 9999:
            raise RefusedValueError(_TYPE, text, "no sentence has that length")
        timed = self.kind is None or self.kind in _TIMED.values()
        if timed and not self.months and not self.days:
            raise RefusedValueError(_TYPE, text, "its length is missing")
        if not timed and (self.months or self.days):
            raise RefusedValueError(_TYPE, text, "this penalty has no length")

    @classmethod
    def parse(cls, text: str) -> Term:
        """A kind with its length.

        Raises:
            RefusedValueError: No penalty, no length where one belongs, or two readings.
        """
        return _parse(text)

    @classmethod
    def parse_length(cls, text: str) -> Term:
        """A bare length (``十个月``, ``一年零十日``, ``三年半``, ``半个月``); its kind is None.

        Raises:
            RefusedValueError: No length, or one with two readings (``六月``).
        """
        return Term(None, *_length(text, bare=True))

    def show(self, lang: Literal["zh", "en"] = "zh") -> str:
        """``有期徒刑一年六个月``, ``十个月``; in English ``criminal detention, 4 months``."""
        if lang == "en":
            parts = [_ENGLISH[self.kind]] if self.kind else []
            return ", ".join([*parts, self._length_en()] if self.months or self.days else parts)
        years, months = divmod(self.months, 12)
        words = _CHINESE[self.kind] if self.kind else ""
        words += f"{chinese(years)}年" if years else ""
        words += f"{chinese(months)}个月" if months else ""
        if not self.days:
            return words
        return words + ("零" if years and not months else "") + f"{chinese(self.days)}日"

    def _length_en(self) -> str:
        years, months = divmod(self.months, 12)
        named = ((years, "year"), (months, "month"), (self.days, "day"))
        return " ".join(f"{n} {unit}{'s' if n > 1 else ''}" for n, unit in named if n)


@lru_cache(maxsize=16384)
def _parse(text: str) -> Term:
    folded = fold(text)
    for word, kind in _TIMED.items():
        if folded.startswith(word):
            return Term(kind, *_length(folded[len(word) :], bare=False))
    plain = folded.replace(",", "，")
    if plain in _UNTIMED:
        return Term(_UNTIMED[plain])
    if _REPRIEVE.fullmatch(folded):
        return Term(PenaltyKind.DEATH_SUSPENDED)
    raise RefusedValueError(_TYPE, text[:40], "it names no penalty")


@lru_cache(maxsize=16384)
def _length(text: str, *, bare: bool) -> tuple[int, int]:
    """Months and days."""
    folded = fold(text)
    if folded in _HALVES:
        return _HALVES[folded]
    if halves := _HALF_MONTHS.fullmatch(folded):
        return integer(halves[1]), 15
    match = _LENGTH.fullmatch(folded)
    if match is None or not folded:
        raise RefusedValueError(_TYPE, text[:40], "it has no length's shape")
    years, months, days = (integer(match[unit] or "0") for unit in ("years", "months", "days"))
    if bare and match["months"] and not match["measure"] and not match["years"]:
        raise RefusedValueError(_TYPE, text, "a month without 个 may be a month of the calendar")
    if match["half_year"] and match["months"]:
        raise RefusedValueError(_TYPE, text, "half a year and months stand side by side")
    if match["half_month"] and match["days"]:
        raise RefusedValueError(_TYPE, text, "half a month and days stand side by side")
    half_year, half_month = 6 * bool(match["half_year"]), 15 * bool(match["half_month"])
    return years * 12 + half_year + months, days + half_month
