"""A page of the list: which clues, in which order, how many. Quick at a million.

Ids first, from an index in the order asked; then the few rows that are shown. Nobody pages through
a million clues: totals beyond ``MOST`` are said as *more than*, unless the kept counters know them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from xiezhi_desk.clues.access import parts, visible
from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.selectors.choices import titles
from xiezhi_desk.clues.selectors.filters import SORTS, Filters, conditions
from xiezhi_desk.clues.selectors.searching import Search, searched
from xiezhi_desk.ui.numbers import ALPHABET, LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
STEPS = (10_000, 50_000)
"""How many clues are walked at a time, looking for words; at first fewer when many say them."""
LEAST_STEP = 500
CHUNKS = (120, 1000, FEW)
"""How many clues are read at a time to see what they say; the last again and again."""

Parts = Sequence["QuerySet[Clue]"]
"""Clues asked for, in parts that share none (``access.parts``)."""


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
) -> tuple[Parts, Search | None]:
    """The clues asked for, without order; and the search that is still to be asked of each."""
    mine, word = parts(far), asked.q.strip()
    if _is_number(word):
        one = visible(access, far).filter(number=word.upper())
        if one.exists():
            return (one,), None
    asks = conditions(asked, far, today)
    found = tuple(part.filter(asks) for part in mine)
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


def _plain(found: Parts, asked: Filters, kept: Totals, start: int) -> _Ids:
    if asked.countable:
        ids = ordered_ids(found, asked.sort, start, PER_PAGE)
        return _Ids(ids, kept.of(asked.state, suppressed=asked.suppressed), more=False)
    # One walk finds the page and counts: whether there are more than ``MOST`` is all that is asked.
    wanted = max(MOST + 1 - start, PER_PAGE)
    ids = ordered_ids(found, asked.sort, start, wanted)
    if len(ids) < wanted and (ids or not start):
        return _Ids(ids[:PER_PAGE], start + len(ids), more=False)
    counted = start + len(ids) if ids else len(ordered_ids(found, asked.sort, 0, MOST + 1))
    return _Ids(ids[:PER_PAGE], min(counted, MOST), more=counted > MOST)


def ordered_ids(found: Parts, sort: str, start: int, count: int) -> list[int]:
    """Ids in order, from a place on. Clues without a value in the sorted column come last.

    With and without a value are two queries, so that each is a walk along one index, whatever
    the database thinks of the order of NULL.
    """
    field = SORTS.get(sort.removeprefix("-"), "worth")
    sign = "-" if sort.startswith("-") else ""
    if field in {"worth", "organ", "id"}:
        return _in_order(found, f"{sign}{field}", f"{sign}id", start, count)
    told = [part.filter(**{f"{field}__isnull": False}) for part in found]
    ids = _in_order(told, f"{sign}{field}", f"{sign}id", start, count)
    if len(ids) == count:
        return ids
    before = start + len(ids) if ids or not start else sum(part.count() for part in told)
    silent = [part.filter(**{f"{field}__isnull": True}) for part in found]
    first = max(0, start - before)
    return ids + _in_order(silent, "-worth", "-id", first, count - len(ids))


def _in_order(found: Parts, by: str, then: str, start: int, count: int) -> list[int]:
    """Ids of all parts in one order: the database merges them, each from its own index."""
    order = (by, then) if by != then else (by,)
    rows = [part.order_by().values_list("id", by.removeprefix("-")) for part in found]
    if len(rows) > 1 and connection.features.supports_slicing_ordering_in_compound:
        # PostgreSQL would read all of each part and sort; SQLite walks them by itself.
        rows = [part.order_by(*order)[: start + count] for part in rows]
    whole = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    return [pk for pk, _ in whole.order_by(*order)[start : start + count]]


def _search(found: Parts, search: Search, sort: str, start: int) -> _Ids:
    size = search.size
    if not size:
        return _Ids([], 0, more=False)
    if size <= FEW:
        ids = ordered_ids(_among(found, search.ids()), sort, 0, FEW)
        ids = list(_saying(ids, search))
        return _Ids(ids[start : start + PER_PAGE], len(ids), more=False)
    return _walked(found, search, sort, start)


def _among(found: Parts, ids: list[int]) -> Parts:
    """Those of the clues whose id is in a long list, sent as one value."""
    if connection.vendor == "postgresql":
        sent = RawSQL("SELECT unnest(%s::bigint[])", [ids])
    else:
        sent = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)])
    return [part.filter(pk__in=sent) for part in found]


def _saying(ids: Sequence[int], search: Search) -> Iterator[int]:
    """Those of the clues, in their order, that say the words."""
    perhaps = (pk for pk in ids if search.perhaps(pk))
    for size in chain(CHUNKS, repeat(FEW)):
        part = list(islice(perhaps, size))
        if not part:
            return
        rows = Clue.objects.filter(pk__in=part).order_by()
        said = {
            pk
            for pk, model, *texts in rows.values_list("pk", "model", "organ", "act", "case_number")
            if search.says(model, *texts)
        }
        yield from (pk for pk in part if pk in said)


def _walked(found: Parts, search: Search, sort: str, start: int) -> _Ids:
    """Walk the list in its order until the page is full."""
    ids: list[int] = []
    place, wanted = 0, start + PER_PAGE + 1
    # Three times as far as the page would need if the words stood evenly among all clues.
    first = min(max(int(3 * wanted / search.share), LEAST_STEP), STEPS[0])
    steps = (first, *STEPS[1:])
    perhaps: list[int] = []
    for step in steps:
        stretch = ordered_ids(found, sort, place, step)
        perhaps += filter(search.perhaps, stretch)
        place += step
        ended = len(stretch) < step
        if len(perhaps) < wanted - len(ids) and step != steps[-1] and not ended:
            continue  # they cannot fill the page: they are asked with those of the next stretch
        ids += islice(_saying(perhaps, search), wanted - len(ids))
        perhaps = []
        if len(ids) >= wanted or ended:
            break
    else:
        return _Ids(ids[start : start + PER_PAGE], len(ids), more=True, cut=True)
    return _Ids(ids[start : start + PER_PAGE], len(ids), more=len(ids) >= wanted)


_UNSHOWN = (
    "worth_why",
    "latest__links",
    "latest__bundle__tables",
    "latest__bundle__counts",
    "latest__bundle__disposed",
    "latest__bundle__faults",
)
"""Told in JSON, read fifty times over, shown by no row."""


def _rows(ids: list[int]) -> list[Clue]:
    """The clues of ids, in that order, with what a row shows."""
    shown = Clue.objects.select_related("office", "assignee", "latest__bundle")
    rows = shown.defer(*_UNSHOWN).in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]
