"""The layout of an operative part: its items, its brackets and quotations."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.text.view import View

if TYPE_CHECKING:
    from xiezhi.kernel.span import Span

__all__ = ["Item", "Layout", "lay_out"]

_ENUMERATOR = re.compile(
    r"(?P<chinese>[一二三四五六七八九十]{1,3})[、.，:：](?!\d)"
    r"|（(?P<bracketed>[一二三四五六七八九十]{1,3})）[、，.：]?"
    r"|(?P<arabic>\d{1,2})[、.](?!\d)"
    r"|第(?P<ordinal>[一二三四五六七八九十]{1,3})[、，:：]"
)
_MARK = re.compile(r"[（）“”]")
_BOUNDARY = "。；;：）”"
_NESTED = re.compile(r"即[为是]?[：，]?[“‘]?$|为[：，]?[“‘]?$|[：“‘]$")
_OUTER = re.compile(
    r"(?:对)?(?:维持|撤销|变更|驳回|改判|准许|上诉人|原审|一审被告|二审|抗诉|原上诉|被上诉|本判决|申诉|再审|宣告|责令|追缴|没收|继续)"
)
_ANEW = re.compile(
    r"(?:被告人|被告单位|上诉人|原审被告)[^，。；：、]{1,30}犯(?!罪)|责令|追缴|没收|扣押|撤销"
)
_ORIGINAL = re.compile(
    r"(?:本院|对|将|依法|予以|现|同时|并){0,2}(?P<kind>维持|撤\s*销|变更|驳回|准许|核准)"
)
_KINDS = {
    "维持": "upheld",
    "撤销": "revoked",
    "变更": "changed",
    "驳回": "rejected",
    "准许": "permitted",
    "核准": "approved",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an operative part.

    Attributes:
        number: Its number as printed; 0 for text before the first number or without numbers.
        start, end: Its text in the layout's view, without the number.
        kind: ``upheld``, ``revoked``, ``changed``, ``rejected``, ``permitted``, ``approved``
            by its first words, which speak of another decision; ``own`` when it decides itself.
    """

    number: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Layout:
    """An operative part without blanks, with its brackets, quotations and items.

    Attributes:
        view: The part without blanks.
        brackets: Outermost ``（…）`` ranges in the view, ascending; enumerators are none.
        quotes: Outermost ``“…”`` ranges in the view, ascending.
        items: Items in order.
    """

    view: View
    brackets: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[int, int], ...]
    items: tuple[Item, ...]

    def plain(self, start: int, end: int) -> View:
        """A stretch of the view without what stands in brackets."""
        return self.view.part(start, end, self.brackets)


def lay_out(clean: str, span: Span) -> Layout:
    """Lay out the operative part ``clean[span]``; square brackets are read as round ones."""
    view = View.of(clean, span.start, span.end)
    if "〔" in view.text or "〕" in view.text:
        view = replace(view, text=view.text.replace("〔", "（").replace("〕", "）"))
    brackets, quotes = _marks(view.text)
    items = _items(view, brackets, quotes)
    return Layout(view, brackets, quotes, items)


def _marks(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Outermost brackets and quotations. One that is never closed ends before the next item."""
    brackets: list[tuple[int, int]] = []
    quotes: list[tuple[int, int]] = []
    opened = quoted = -1
    depth = 0
    for mark in _MARK.finditer(text):
        at, sign = mark.start(), mark.group()
        if opened >= 0 and (stop := _next_item(text, opened, at)) is not None:
            brackets.append((opened, stop))
            opened, depth = -1, 0
        if sign == "（" and not _is_enumerator(text, at):
            opened = at if opened < 0 else opened
            depth += 1
        elif sign == "）" and opened >= 0 and not _closes_enumerator(text, at):
            depth -= 1
            if depth == 0:
                brackets.append((opened, at + 1))
                opened = -1
        elif sign == "“" and quoted < 0:
            quoted = at
        elif sign == "”" and quoted >= 0:
            quotes.append((quoted, at + 1))
            quoted = -1
    if opened >= 0:
        stop = _next_item(text, opened, len(text))
        brackets.append((opened, stop if stop is not None else len(text)))
    return tuple(brackets), tuple(quotes)


_AFTER_UNCLOSED = re.compile(
    r"[。；）](?=(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.](?!\d)|（[一二三四五六七八九十]{1,3}）)"
    r"(?:被告|上诉|原审|撤销|维持|对|追缴|责令|没收|扣押|禁止|继续|作案|随案|查获|缴获|公安|违法))"
    r"|。(?=(?:被告人|被告单位|上诉人|原审被告)[^，。；：（）]{1,40}犯)"
)


def _next_item(text: str, start: int, end: int) -> int | None:
    """Where an item begins inside what looks like a bracket; None when none does."""
    found = _AFTER_UNCLOSED.search(text, start, end)
    return found.end() if found else None


def _is_enumerator(text: str, at: int) -> bool:
    found = _ENUMERATOR.match(text, at)
    return found is not None and found["bracketed"] is not None


def _closes_enumerator(text: str, at: int) -> bool:
    opening = text.rfind("（", max(0, at - 4), at)
    return opening >= 0 and _is_enumerator(text, opening)


def _inside(at: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    before = bisect_right(ranges, (at, sys.maxsize)) - 1
    return before >= 0 and at < ranges[before][1]


def _items(
    view: View, brackets: tuple[tuple[int, int], ...], quotes: tuple[tuple[int, int], ...]
) -> tuple[Item, ...]:
    """The items, by the enumerators that continue the first one's series."""
    text = view.text
    starts = _numbered(view, brackets, quotes)
    bounds: list[tuple[int, int, int]] = []
    if not starts or starts[0][1] > 0:
        end = starts[0][1] if starts else len(text)
        bounds += _paragraphs(view, end, brackets, quotes)
    for place, (number, _, after) in enumerate(starts):
        end = starts[place + 1][1] if place + 1 < len(starts) else len(text)
        bounds.append((number, after, end))
    return tuple(
        Item(number, start, end, _kind(text, start, end))
        for number, start, end in bounds
        if end > start
    )


_OPENS_PARAGRAPH = re.compile(
    r"(?:本院)?(?:维持|撤销|驳回|变更|改判|准许)|(?:宣告)?(?:上诉人|原审|被告人|被告单位|抗诉)[^，。；：]{1,60}?(?:犯(?!罪)|无罪)"
)


def _paragraphs(
    view: View,
    end: int,
    brackets: tuple[tuple[int, int], ...],
    quotes: tuple[tuple[int, int], ...],
) -> list[tuple[int, int, int]]:
    """Text without numbers, parted where a paragraph begins to decide anew."""
    starts = [0]
    for at, _ in view.cuts:
        if not 0 < at < end or view.text[at - 1] not in "。；）":
            continue
        if _inside(at, brackets) or _inside(at, quotes):
            continue
        if _OPENS_PARAGRAPH.match(view.text, at):
            starts.append(at)
    return [(0, low, high) for low, high in zip(starts, [*starts[1:], end], strict=True)]


def _kind(text: str, start: int, end: int) -> str:
    found = _ORIGINAL.match(text, start, end)
    return _KINDS[found["kind"]] if found else "own"


def _numbered(
    view: View, brackets: tuple[tuple[int, int], ...], quotes: tuple[tuple[int, int], ...]
) -> list[tuple[int, int, int]]:
    """``(number, start, end of the enumerator)`` of each item that has a number."""
    text = view.text
    breaks = {kept for kept, _ in view.cuts}
    series: str | None = None
    nested = False
    last = 0
    inner: set[str] = set()  # kinds of enumerator that number a list inside an item
    found: list[tuple[int, int, int]] = []
    for mark in _ENUMERATOR.finditer(text):
        at = mark.start()
        kind = mark.lastgroup or ""
        number = _number(mark[kind])
        if number is None or _inside(at, brackets) or _inside(at, quotes):
            continue
        if _opens_nested(text, mark, number, last):
            nested = True
            continue
        if at and text[at - 1] not in _BOUNDARY and at not in breaks:
            continue
        if series is None and number <= 2 and (at == 0 or number == 2 or at in breaks):
            series = kind
        elif kind != series:
            if number == 1:
                inner.add(kind)
            if nested or kind in inner or number != last + 1 or not _ANEW.match(text, mark.end()):
                continue
        elif not _continues(text, mark.end(), number, last, nested=nested):
            continue
        found.append((number, at, mark.end()))
        last, nested = number, False
    return found


def _number(words: str) -> int | None:
    try:
        return integer(words)
    except RefusedValueError:
        return None


def _opens_nested(text: str, mark: re.Match[str], number: int, last: int) -> bool:
    """Whether the enumerator begins a list quoted inside an item (…，即一、被告人 …)."""
    if last == 0 or not _NESTED.search(text, max(0, mark.start() - 4), mark.start()):
        return False
    return number != last + 1 or _OUTER.match(text, mark.end()) is None


def _continues(text: str, after: int, number: int, last: int, *, nested: bool) -> bool:
    """Whether an enumerator of the series is the next item of the operative part."""
    if nested:
        return number == last + 1 and _OUTER.match(text, after) is not None
    return last <= number <= last + 2 and (number > last or last > 1)
