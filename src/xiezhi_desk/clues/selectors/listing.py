"""A page of the list: which clues, in which order, how many. Quick at a million.

Ids first, from an index in the order asked; then the few rows that are shown. Nobody pages through
a million clues: totals beyond ``MOST`` are said as *more than*, unless the kept counters know them.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.selectors.choices import titles
from xiezhi_desk.clues.selectors.filters import SORTS, Filters, conditions
from xiezhi_desk.clues.selectors.searching import Search, searched
from xiezhi_desk.ui.numbers import ALPHABET, LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.access import Reach
    from xiezhi_desk.clues.selectors.choices import Title
    from xiezhi_desk.clues.selectors.totals import Totals

__all__ = ["MOST", "PER_PAGE", "Found", "every", "listed", "ordered_ids", "within"]

PER_PAGE = 50
MOST = 1000
"""Counted one by one up to here."""
DEEPEST = 200
"""Pages one may turn; beyond that a filter finds quicker than anybody reads."""
FEW = 3000
"""Perhaps-clues that are asked one by one; more are met while walking the list in its order."""
STEPS = (2_000, 8_000, 50_000)
"""How many clues are walked at a time, looking for words."""


class Found(NamedTuple):
    """A page of clues.

    Attributes:
        clues: In order, with what a row shows.
        total: How many there are in all; ``MOST`` with ``more`` when there are more than that.
        more: Whether there are more than ``total``.
        page: The page shown, from 1.
        pages: How many one may turn.
        cut: The search gave up: too many clues perhaps say the words and few do.
    """

    clues: list[Clue]
    total: int
    more: bool
    page: int
    pages: int
    cut: bool = False


class _Ids(NamedTuple):
    ids: list[int]
    total: int
    more: bool
    cut: bool = False


def within(
    asked: Filters,
    access: PersonAccess,
    far: Reach,
    today: date,
    named: Iterable[Title] | None = None,
) -> tuple[QuerySet[Clue], Search | None]:
    """The clues asked for, without order; and the search that is still to be asked of each."""
    mine, word = visible(access, far), asked.q.strip()
    if _is_number(word):
        one = mine.filter(number=word.upper())
        if one.exists():
            return one, None
    found = mine.filter(conditions(asked, far, today))
    return found, searched(word, titles() if named is None else named) if word else None


def listed(
    asked: Filters,
    access: PersonAccess,
    far: Reach,
    today: date,
    kept: Totals,
    named: Iterable[Title] | None = None,
) -> Found:
    """A page of the list.

    Args:
        asked: What was asked.
        access: The person's.
        far: Their reach.
        today: The day terms are counted from.
        kept: The kept counters' answer to the same.
        named: Titles of the models, when they were read already.
    """
    found, search = within(asked, access, far, today, named)
    page = min(asked.page, DEEPEST)
    start = (page - 1) * PER_PAGE
    if search is not None:
        got = _search(found, search, asked.sort, start)
    else:
        got = _plain(found, asked, kept, start)
    if not got.ids and page > 1 and got.total:
        last = -(-got.total // PER_PAGE)
        return listed(asked.but(page=min(last, page - 1)), access, far, today, kept, named)
    pages = min(-(-got.total // PER_PAGE) + got.more, DEEPEST)
    return Found(_rows(got.ids), got.total, got.more, page, max(page, pages), got.cut)


def every(asked: Filters, access: PersonAccess, far: Reach, today: date, most: int) -> list[int]:
    """Ids of all clues asked for, in the list's order, up to a number."""
    found, search = within(asked, access, far, today)
    if search is None:
        return ordered_ids(found, asked.sort, 0, most)
    if not search.size:
        return []
    if search.size <= FEW:
        found = _among(found, search.ids())
    ids = ordered_ids(found, asked.sort, 0, sum(STEPS))
    return list(islice(_saying(ids, search), most))


def _is_number(word: str) -> bool:
    return len(word) == LENGTH and all(one in ALPHABET for one in word.upper())


def _plain(found: QuerySet[Clue], asked: Filters, kept: Totals, start: int) -> _Ids:
    ids = ordered_ids(found, asked.sort, start, PER_PAGE)
    if asked.countable:
        return _Ids(ids, kept.of(asked.state, suppressed=asked.suppressed), more=False)
    if ids and len(ids) < PER_PAGE:
        return _Ids(ids, start + len(ids), more=False)
    counted = found.order_by().values("pk")[: MOST + 1].count()
    return _Ids(ids, min(counted, MOST), more=counted > MOST)


def ordered_ids(found: QuerySet[Clue], sort: str, start: int, count: int) -> list[int]:
    """Ids in order, from a place on. Clues without a value in the sorted column come last.

    With and without a value are two queries, so that each is a walk along one index, whatever
    the database thinks of the order of NULL.
    """
    field = SORTS.get(sort.removeprefix("-"), "worth")
    sign = "-" if sort.startswith("-") else ""
    if field in {"worth", "organ", "first_seen"}:
        rows = found.order_by(f"{sign}{field}", f"{sign}id")
        return list(rows.values_list("pk", flat=True)[start : start + count])
    told = found.filter(**{f"{field}__isnull": False}).order_by(f"{sign}{field}", f"{sign}id")
    ids = list(told.values_list("pk", flat=True)[start : start + count])
    if len(ids) == count:
        return ids
    before = start + len(ids) if ids else told.count()
    silent = found.filter(**{f"{field}__isnull": True}).order_by("-worth", "-id")
    first = max(0, start - before)
    return ids + list(silent.values_list("pk", flat=True)[first : first + count - len(ids)])


def _search(found: QuerySet[Clue], search: Search, sort: str, start: int) -> _Ids:
    size = search.size
    if not size:
        return _Ids([], 0, more=False)
    if size <= FEW:
        ids = ordered_ids(_among(found, search.ids()), sort, 0, FEW)
        ids = list(_saying(ids, search))
        return _Ids(ids[start : start + PER_PAGE], len(ids), more=False)
    return _walked(found, search, sort, start)


def _among(found: QuerySet[Clue], ids: list[int]) -> QuerySet[Clue]:
    """Those of the clues whose id is in a long list, sent as one value."""
    if connection.vendor == "postgresql":
        sent = RawSQL("SELECT unnest(%s::bigint[])", [ids])
    else:
        sent = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)])
    return found.filter(pk__in=sent)


def _saying(ids: Sequence[int], search: Search) -> Iterator[int]:
    """Those of the clues, in their order, that say the words."""
    perhaps = [pk for pk in ids if search.perhaps(pk)]
    for first in range(0, len(perhaps), FEW):
        part = perhaps[first : first + FEW]
        rows = Clue.objects.filter(pk__in=part).order_by()
        said = {
            pk
            for pk, model, *texts in rows.values_list("pk", "model", "organ", "act", "case_number")
            if search.says(model, *texts)
        }
        yield from (pk for pk in part if pk in said)


def _walked(found: QuerySet[Clue], search: Search, sort: str, start: int) -> _Ids:
    """Walk the list in its order until the page is full."""
    ids: list[int] = []
    place, wanted = 0, start + PER_PAGE + 1
    for step in STEPS:
        stretch = ordered_ids(found, sort, place, step)
        ids += islice(_saying(stretch, search), wanted - len(ids))
        place += step
        if len(ids) >= wanted or len(stretch) < step:
            break
    else:
        return _Ids(ids[start : start + PER_PAGE], len(ids), more=True, cut=True)
    return _Ids(ids[start : start + PER_PAGE], len(ids), more=len(ids) >= wanted)


def _rows(ids: list[int]) -> list[Clue]:
    """The clues of ids, in that order, with what a row shows."""
    rows = Clue.objects.select_related("office", "assignee", "latest__bundle").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]
