"""Case numbers: （2031）某0101刑初7号, (2012)某刑初字第7号, 〔2015〕某民二（商）初字第7号.

A court code is what stands between the year and the type. Codes with digits (since 2016) end
where the digits end. Older ones are the court's short name, which may itself hold 民 or 行
(惠民县, 行唐县), so the type is the shortest tail that is a type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import chinese, integer, year_digits

__all__ = ["CASE_NUMBER_PATTERN", "CaseKind", "CaseNumber"]

FIRST_YEAR, LAST_YEAR = 1949, 2199

CaseKind = Literal[
    "criminal", "civil", "administrative", "enforcement", "state_compensation", "other"
]

_TYPE = "case_number"
_OPEN, _CLOSE = r"[(（\[［〔【〖<〈{]", r"[)）\]］〕】〗>〉}]"
_N = "0-9０-９〇○零ＯO一二三四五六七八九"
_HAN = r"\u4e00-\u9fff"
CASE_NUMBER_PATTERN = (
    rf"{_OPEN}[{_N}]{{4}}年?度?{_CLOSE}"
    rf"[{_HAN}0-9０-９（）()]{{2,24}}?(?:字第|字|第)?[0-9０-９]{{1,8}}(?:[-－—][0-9０-９]{{1,3}})?号"
    rf"(?:之[一二三四五六七八九十0-9]{{1,3}})?"
)
"""Pattern of a case number in text without blanks; a find still has to pass :meth:`parse`."""

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_WIDTH = str.maketrans("０１２３４５６７８９－—﹣（）", "0123456789---()")
_SHAPE = re.compile(
    rf"{_OPEN}?([{_N}]{{4}})年?度?{_CLOSE}?([^号]{{2,26}}?)(字第|字|第)?"
    rf"([0-9]{{1,10}})(?:-([0-9]{{1,3}}))?(?:之([一二三四五六七八九十0-9]{{1,3}}))?号"
    rf"(?:之([一二三四五六七八九十0-9]{{1,3}}))?"
)
_MODERN = re.compile(rf"([{_HAN}]{{1,3}}[0-9]{{1,4}})([{_HAN}]{{1,8}})")
_REDACTED = re.compile(r"[×xX*＊某…○●]|\.\.")
_BODY = re.compile(rf"[{_HAN}0-9()]+")
_LONGEST_COURT = 7
_KINDS: tuple[tuple[str, CaseKind], ...] = (
    ("刑", "criminal"),
    ("行", "administrative"),
    ("赔", "state_compensation"),
    ("执", "enforcement"),
    *((sign, "civil") for sign in "民商知海破清"),
)
_INITIALS = frozenset("刑民行执知商破清强赔财司诉委法认国少非引港澳台请送调督催特海监辖")
_STRANGE = re.compile(r"[书判裁决令院号第]")
_COMPOUND = (
    "知刑|知民|知行|民商|海商|少刑|少民|刑执|刑赔|行赔|委赔|法赔|司赔|国赔|强清|财保|民诉前调|诉前调|诉调"
    "|民调|司惩|司救|认港|认台|认澳|认复|非诉行审|非诉"
)
_ADDED = (
    r"[一二三四五六七八九未少商知金医环速简外自抗特审申监督催再提重核更备减假没止他辖撤保恢异复协助请终"
    r"初罚破]|涉外|附民|\([商知金民未少]\)"
)
_LEGACY_TYPE = re.compile(rf"(?:{_COMPOUND}|[刑民商行执知海破清赔])(?:{_ADDED}){{0,6}}")
_COMPOUND_STEM = re.compile(_COMPOUND)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A court's number of one case.

    Attributes:
        year: When the case was filed.
        court_code: 某0101, 最高法, 某中.
        type_code: 刑初, 刑二终, 民二(商)初; 字第 is not part of it.
        serial: Above zero.
        sub: The n of 之n, a further decision in the same case; None for the main one.
    """

    year: int
    court_code: str
    type_code: str
    serial: int
    sub: int | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that no register holds.

        Raises:
            RefusedValueError: Year outside 1949 … 2199, serial 0, code or type missing.
        """
        text = f"{self.year}|{self.court_code}|{self.type_code}|{self.serial}"
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise RefusedValueError(_TYPE, text, f"year outside {FIRST_YEAR} … {LAST_YEAR}")
        if self.serial < 1 or (self.sub is not None and self.sub < 1):
            raise RefusedValueError(_TYPE, text, "a serial number begins at 1")
        if not self.court_code or not self.type_code:
            raise RefusedValueError(_TYPE, text, "court or type is missing")

    @classmethod
    def parse(cls, text: str) -> CaseNumber:
        """One case number in any bracket form, blanks allowed.

        Raises:
            RefusedValueError: No case number, several, a redacted one, or no kind of case in it.
        """
        return _parse(text)

    @property
    def key(self) -> str:
        """``2031|某0101|刑初|7``: equal for all spellings and all decisions of one case."""
        return f"{self.year}|{self.court_code}|{self.type_code}|{self.serial}"

    @property
    def kind(self) -> CaseKind:
        """What kind of case the type code names."""
        if self.type_code.startswith("司"):
            return "other"
        return next((kind for sign, kind in _KINDS if sign in self.type_code), "other")

    def show(self) -> str:
        """The official form: （2031）某0101刑初7号; before 2016 （2012）某刑初字第7号."""
        word = "字第" if self.year < 2016 else ""
        sub = "" if self.sub is None else f"之{chinese(self.sub)}"
        return f"（{self.year}）{self.court_code}{self.type_code}{word}{self.serial}号{sub}"

    def mask(self) -> str:
        """Year and type stay; court and serial go, since together they name the case."""
        return f"（{self.year}）**{self.type_code}**号"


@lru_cache(maxsize=16384)
def _parse(text: str) -> CaseNumber:
    folded = _BLANKS.sub("", text).translate(_WIDTH)
    if len(folded) > 60:
        raise RefusedValueError(_TYPE, text[:60], "it is too long for one case number")
    match = _SHAPE.fullmatch(folded)
    if match is None:
        why = "it is redacted" if _REDACTED.search(folded) else "it has no case number's shape"
        raise RefusedValueError(_TYPE, text, why)
    year, body, _, serial, *subs = match.groups()
    named = [sub for sub in subs if sub is not None]
    if len(named) > 1:
        raise RefusedValueError(_TYPE, text, "it has two sub-numbers")
    court, kind = _court_and_type(body, text)
    sub = integer(named[0]) if named else None
    return CaseNumber(year_digits(year), court, kind, int(serial), sub)


def _court_and_type(body: str, text: str) -> tuple[str, str]:
    """The body parted: 某0101 | 刑初, 惠民 | 刑初, 浦 | 民二(商)初."""
    if not _BODY.fullmatch(body):
        why = "it is redacted" if _REDACTED.search(body) else "it holds what no case number holds"
        raise RefusedValueError(_TYPE, text, why)
    if modern := _MODERN.fullmatch(body):
        if modern[2][0] in _INITIALS and not _STRANGE.search(modern[2]):
            return modern[1], modern[2]
        raise RefusedValueError(_TYPE, text, "it names no kind of court case")
    start = _type_start(body)
    if not 0 < start <= _LONGEST_COURT:
        raise RefusedValueError(_TYPE, text, "it names no kind of court case, or no court")
    return body[:start], body[start:]


def _type_start(body: str) -> int:
    """Where the shortest tail that is a type begins, with the words that compound it; else -1."""
    for place in range(len(body) - 1, 0, -1):
        if _LEGACY_TYPE.fullmatch(body, place):
            longer = (at for at in range(max(1, place - 3), place) if _compounds(body, at, place))
            return next(longer, place)
    return -1


def _compounds(body: str, at: int, place: int) -> bool:
    """Whether a compound that begins at ``at`` takes in the sign at ``place``."""
    stem = _COMPOUND_STEM.match(body, at)
    return stem is not None and stem.end() > place and bool(_LEGACY_TYPE.fullmatch(body, at))
