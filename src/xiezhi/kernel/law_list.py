"""Lists of references: 《刑法》第二百三十四条第一款、第六十七条第一、三款、第七十二条.

A law is carried to the articles that follow it, an article to its paragraphs, as far as nothing
but separators stands between. What has no law is declined with the reason, never attributed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.law_ref import LARGEST_ITEM, TYPE, LawRef, law_name
from xiezhi.kernel.numeral import integer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FoundRef", "find_law_refs", "parse_law_refs"]

_N = r"[（(]?[0-9０-９零〇○一二三四五六七八九十百千]{1,8}[）)]?"
_LAW = (
    r"《(?:[^《》]|《[^《》]{2,60}》){2,90}》"
    r"|(?:中华人民共和国)?(?:刑法|刑事诉讼法|民法典|民法通则|民事诉讼法|行政诉讼法|国家赔偿法"
    r"|侵权责任法|治安管理处罚法|道路交通安全法|监察法|监狱法|禁毒法|社区矫正法)(?=第)"
    r"|(?P<carried>[本该同]法)(?=第)"
)
_TOKEN = re.compile(
    rf"(?P<law>{_LAW})"
    rf"|(?P<mark>第)?(?P<numbers>{_N}(?:[、，,和及与至]第?{_N}){{0,20}})(?P<unit>[条款项])(?:之(?P<sub>{_N}))?"
)
_GAP = re.compile(
    r"(?:[、，,；;和及与并]|以及|及其|之规定|的规定|规定|依照|依据|根据|参照|按照|（[^（）]{1,40}）)*"
)
_COMMON_GAPS = frozenset({"", "、", "，", "之规定，", "的规定，"})
"""What :data:`_GAP` would find too, told without a search."""
_BREAK = re.compile(r"[、，,和及与]")
_MOST = 40


class FoundRef(NamedTuple):
    """A reference at a place, or why the words there are none.

    Attributes:
        ref: None when declined.
        start: First code point of the words that name it (the article's words for a paragraph).
        end: After the last one.
        why: The reason when declined, else empty.
    """

    ref: LawRef | None
    start: int
    end: int
    why: str = ""


@dataclass(slots=True)
class _Level:
    """The references that are still open: a paragraph or an item may follow them."""

    refs: list[LawRef]
    start: int
    end: int


def parse_law_refs(text: str, law: str | None = None) -> tuple[LawRef, ...]:
    """Every reference of a text that holds nothing else; ``law`` where the text begins without.

    Raises:
        RefusedValueError: Something else stands in it, nothing does, or a law is missing.
    """
    bare = re.sub(r"[\s\u200b\ufeff]+", "", text)
    place = 0
    for token in _TOKEN.finditer(bare):
        joined = place and bare[place : token.start()] == "至"
        if not joined and not _only_gap(bare, place, token.start()):
            raise RefusedValueError(TYPE, text[:60], "it holds words that are no reference")
        place = token.end()
    if not _only_gap(bare, place, len(bare)):
        raise RefusedValueError(TYPE, text[:60], "it holds words that are no reference")
    refs = []
    for found in find_law_refs(bare, law):
        if found.ref is None:
            raise RefusedValueError(TYPE, text[:60], found.why)
        refs.append(found.ref)
    if not refs:
        raise RefusedValueError(TYPE, text[:60], "it names no article")
    return tuple(refs)


def find_law_refs(text: str, law: str | None = None) -> Iterator[FoundRef]:
    """Every reference in running text without blanks, in order."""
    reader = _Reader(text, law_name(law) if law else None)
    for token in _TOKEN.finditer(text):
        yield from reader.take(token)
    yield from reader.close()


def _only_gap(text: str, start: int, end: int) -> bool:
    return _GAP.fullmatch(text, start, end) is not None


class _Reader:
    """Walks over tokens; keeps the law, the open references and where the last token ended."""

    def __init__(self, text: str, law: str | None) -> None:
        self._text = text
        self._law = law
        self._last_law = law  # what 本法 means
        self._open: _Level | None = None
        self._place = 0

    def take(self, token: re.Match[str]) -> Iterator[FoundRef]:
        start, end = token.span()
        gap = self._text[self._place : start]
        joined = self._open is not None and gap == "至"
        near = joined or gap in _COMMON_GAPS or _GAP.fullmatch(gap) is not None
        marked = token["law"] or token["mark"] or (near and self._open)
        if not marked and not (start == self._place and self._law and token["unit"] == "条"):
            return  # 香烟2条: a measure word
        if not near and self._place:
            yield from self.close()
            self._law = None
        if token["law"]:
            yield from self.close()
            self._last_law = self._law = (
                self._last_law if token["carried"] else law_name(token["law"])
            )
        elif (numbers := _numbers(token["numbers"])) is None:
            yield from self.close()
            yield FoundRef(None, start, end, f"{token[0]} is no number")
        elif token["unit"] == "条":
            yield from self._articles(token, numbers, joined=joined)
        elif self._open is not None:
            yield from self._parts(self._open, token, numbers, joined=joined)
        elif near and self._law is not None:
            yield FoundRef(None, start, end, "no article is named")
        self._place = end

    def close(self) -> Iterator[FoundRef]:
        """What is open stands as it is."""
        if self._open is not None:
            level, self._open = self._open, None
            yield from (FoundRef(ref, level.start, level.end) for ref in level.refs)

    def _articles(
        self, token: re.Match[str], numbers: Sequence[int], *, joined: bool
    ) -> Iterator[FoundRef]:
        before = self._open.refs[-1] if self._open else None
        yield from self.close()
        start, end = token.span()
        if joined and before is not None and before == before.whole_article:
            numbers = _range(before.article, numbers)
        if self._law is None or not numbers:
            yield FoundRef(None, start, end, "no law is named" if numbers else "the range is none")
            return
        try:
            refs = [_ref(self._law, number) for number in numbers]
            if token["sub"]:
                sub = integer(token["sub"].strip("（()）"))
                refs[-1] = _ref(self._law, numbers[-1], sub)
        except RefusedValueError as refused:
            yield FoundRef(None, start, end, refused.why)
            return
        self._open = _Level(refs, start, end)

    def _parts(
        self, level: _Level, token: re.Match[str], numbers: Sequence[int], *, joined: bool
    ) -> Iterator[FoundRef]:
        """Paragraphs or items of the last open reference."""
        start, end = token.span()
        base, unit = level.refs[-1], token["unit"]
        finer = base.item is None and (base.paragraph is None or unit == "项")
        settled = level.refs[:-1] if finer else level.refs
        yield from (FoundRef(ref, level.start, level.end) for ref in settled)
        self._open = None
        before = base.paragraph if unit == "款" else base.item
        if joined:
            numbers = _range(before or LARGEST_ITEM, numbers)
        try:
            if not numbers:
                raise RefusedValueError(TYPE, token[0], "the range is none")
            place = (base.law, base.article, base.article_sub)
            if unit == "款":
                refs = [_ref(*place, number) for number in numbers]
            else:
                refs = [_ref(*place, base.paragraph, number) for number in numbers]
        except RefusedValueError as refused:
            yield FoundRef(None, start, end, refused.why)
            return
        self._open = _Level(refs, level.start, end)


_ref = lru_cache(maxsize=16384)(LawRef)
"""The same few hundred references are met again and again."""


def _range(before: int, numbers: Sequence[int]) -> list[int]:
    """What 至 adds after ``before``; nothing when that is no range."""
    if not before < numbers[0] <= before + _MOST:
        return []
    return [*range(before + 1, numbers[0]), *numbers]


@lru_cache(maxsize=4096)
def _numbers(words: str) -> tuple[int, ...] | None:
    """The numbers of ``第一、三款`` or ``第一至三款``; None when one is not a number."""
    numbers: list[int] = []
    try:
        for part in _BREAK.split(words):
            first, _, last = part.partition("至")
            low = integer(first.lstrip("第").strip("（()）"))
            high = integer(last.lstrip("第").strip("（()）")) if last else low
            if not low <= high <= low + _MOST:
                return None
            numbers.extend(range(low, high + 1))
    except RefusedValueError:
        return None
    return tuple(numbers)
