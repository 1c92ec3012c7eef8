"""Articles that the decision rests on.

They stand in the last sentence before 判决如下 (依照《…》第…条之规定), and now and then in an
item of the operative part. What is quoted elsewhere in the reasoning, by the parties, or in the
law printed after the signatures is no basis and is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.law_list import find_law_refs
from xiezhi.text.facts import Document, Fact, Parties, Row, put
from xiezhi.text.pattern import load
from xiezhi.text.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.kernel.span import Span

__all__ = ["read"]

_LONGEST = 2400
_BEFORE = 40


def read(document: Document, parties: Parties) -> list[Row]:
    """The rows of ``judgment_reference``; none for a document without an operative part.

    Args:
        document: The document with its parts.
        parties: Its parties, to tell for whom an article is cited.
    """
    parts = document.parts
    rows: list[Row] = []
    if parts.reasoning is not None:
        start = _last_sentence(document.clean, parts.reasoning)
        view = View.of(document.clean, start, parts.reasoning.end)
        rows.extend(_cited(view, 0, "reasoning", parties))
    if parts.disposition is not None:
        for start, end in _items(document.clean, parts.disposition):
            view = View.of(document.clean, start, end)
            rows.extend(_cited(view, view.text.find("《"), "disposition", parties))
    for number, row in enumerate(rows, 1):
        row["reference_ordinal"] = number
    return rows


def _last_sentence(clean: str, part: Span) -> int:
    """Where the sentence with the basis begins: the last one that names a law."""
    law = clean.rfind("《", part.start, part.end)
    article = clean.rfind("条", part.start, part.end)
    at = max(law, article, part.start)
    low = max(part.start, at - _LONGEST)
    start = clean.rfind("。", low, at) + 1 or low
    while start > low:
        earlier = clean.rfind("。", low, start - 1) + 1 or low
        sentence = clean[earlier : start - 1]
        if "条" not in sentence or load("reference")["basis"].match(sentence.strip()) is None:
            break
        start = earlier
    return start


def _items(clean: str, part: Span) -> Iterator[tuple[int, int]]:
    """Sentences of the operative part that name a law."""
    at = clean.find("《", part.start, part.end)
    while at >= 0:
        stops = [clean.find(stop, at, part.end) for stop in "。；"]
        end = min((stop for stop in stops if stop >= 0), default=part.end)
        start = max(clean.rfind(stop, part.start, at) + 1 for stop in "。；，：")
        yield max(start, part.start), end
        at = clean.find("《", end, part.end)


def _cited(view: View, start: int, part: str, parties: Parties) -> Iterator[Row]:
    """The references of one stretch that 依照 or 根据 introduces."""
    text = view.text
    opening = load("reference")["basis"].search(text)
    if opening is None or (part == "disposition" and opening.start() > max(start, 0) + _BEFORE):
        return
    several = sum(party.accused for party in parties) > 1
    for found in find_law_refs(text):
        if found.ref is None:
            continue
        ref, span = found.ref, view.span(found.start, found.end)
        row: Row = {}
        put(row, "law", Fact(ref.law, span))
        put(row, "article", Fact(ref.article_no, span))
        put(row, "paragraph", Fact(ref.paragraph, span))
        put(row, "item", Fact(ref.item, span))
        put(row, "part", Fact(part, span))
        if several:
            _put_ordinals(row, text, found.start, parties)
        yield row


def _put_ordinals(row: Row, text: str, at: int, parties: Parties) -> None:
    """For whom the article is cited, when the clause before it says so."""
    clause = text.rfind("；", 0, at) + 1
    found = list(load("reference")["for_whom"].finditer(text, clause, at))
    if not found:
        return
    names = found[-1]["names"]
    ordinals = [party.ordinal for party in parties if party.accused and party.name in names]
    if ordinals:
        row["ordinals"] = ordinals
