"""A page of the list: which clues, in which order, how many. Quick at a million.

Ids first, from an index in the order asked; then the few rows that are shown. Nobody pages through
a million clues: totals beyond ``MOST`` are said as *more than*, unless the kept counters know them.
"""

from __future__ import annotations

from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.clues.access import parts, visible
from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.selectors.choices import titles
from xiezhi_desk.clues.selectors.extremes import FIELDS, outermost
from xiezhi_desk.clues.selectors.filters import Filters, conditions
from xiezhi_desk.clues.selectors.inorder import ordered_ids
from xiezhi_desk.clues.selectors.narrowing import from_first, narrowed, wide
from xiezhi_desk.clues.selectors.searching import Search, searched
from xiezhi_desk.clues.selectors.totals import totals
from xiezhi_desk.ui.numbers import ALPHABET, LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.access import Reach
    from xiezhi_desk.clues.selectors.choices import Title
    from xiezhi_desk.clues.selectors.narrowing import Narrowed
    from xiezhi_desk.clues.selectors.perhaps import Parts
    from xiezhi_desk.clues.selectors.totals import Totals

__all__ = ["MOST", "PER_PAGE", "Found", "every", "listed", "within"]

PER_PAGE = 50
DEFAULT = Filters().sort
MOST = 1000
"""Counted one by one up to here."""
DEEPEST = 200
"""Pages one may turn; beyond that a filter finds quicker than anybody reads."""
COMMON = 5000
"""When so many clues of all kinds fit, a page of them is near wherever one begins."""
COUNTED = 60_000
"""How far a list is walked only to say how many there are."""
FEW = 3000
"""Clues that perhaps say the words, looked up whatever a walk would take: so they are counted."""
CHECKED = 6000
"""Clues whose words are read before a search gives up."""
CHUNKS = (MOST + 1, FEW)
"""How many clues are read at a time to see what they say; the last again and again."""


class Found(NamedTuple):
    """A page of clues.

    Attributes:
        clues: In order, with what a row shows.
        total: How many there are in all; ``MOST`` with ``more`` when there are more than that.
        more: Whether there are more than ``total``.
        page: The page shown, from 1.
        pages: How many one may turn.
        cut: The search gave up: many clues perhaps say the words and few do.
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
    if asked.restricted:
        mine = mine[1:]
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
        got = _search(found, search, asked, narrowed(asked, far, today, kept, search), start)
    elif not wide(asked, far) or _near(asked, kept):
        got = _plain(found, asked, kept, start)
    else:
        got = _narrow(found, asked, kept, narrowed(asked, far, today, kept, None), start)
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
    look = narrowed(asked, far, today, totals(asked, far), search)
    few = look.near is not None and look.near.size <= FEW
    found = look.among(found) if few else look.tested(found)
    return list(islice(_saying(ordered_ids(found, asked.sort, 0, 10 * CHECKED), search), most))


def _is_number(word: str) -> bool:
    return len(word) == LENGTH and all(one in ALPHABET for one in word.upper())


def _near(asked: Filters, kept: Totals) -> bool:
    """Whether so many clues of all kinds fit that a page of them is near wherever one begins."""
    kinds = asked.model or asked.line or asked.grade
    return asked.countable and not kinds and kept.of(asked.state) >= COMMON


def _plain(
    found: Parts, asked: Filters, kept: Totals, start: int, *, counting: bool = True
) -> _Ids:
    """A page of the list, walked; how many there are beyond it, if that is to be counted."""
    if asked.countable:
        ids = ordered_ids(found, asked.sort, start, PER_PAGE)
        return _Ids(ids, kept.of(asked.state, suppressed=asked.suppressed), more=False)
    # One walk finds the page and counts: whether there are more than ``MOST`` is all that is asked.
    wanted = max(MOST + 1 - start, PER_PAGE) if counting else PER_PAGE + 1
    ids = ordered_ids(found, asked.sort, start, wanted, sure=asked.sure)
    if len(ids) < wanted and (ids or not start):
        return _Ids(ids[:PER_PAGE], start + len(ids), more=False)
    counted = (
        start + len(ids)
        if ids
        else len(ordered_ids(found, asked.sort, 0, MOST + 1, sure=asked.sure))
    )
    if not counting and ids:
        return _Ids(ids[:PER_PAGE], counted, more=True)
    return _Ids(ids[:PER_PAGE], min(counted, MOST), more=counted > MOST)


def _narrow(found: Parts, asked: Filters, kept: Totals, look: Narrowed, start: int) -> _Ids:
    """The same over all offices, by the shorter way."""
    page, all_ = (look.walk(asked.sort, start + wanted) for wanted in (PER_PAGE + 1, MOST + 1))
    if look.lookup() <= page:
        return _plain(look.among(found), asked, kept, start)
    if page > COUNTED and asked.sort.removeprefix("-") in FIELDS:
        outer = outermost(look, asked.sort, start + PER_PAGE + 1)
        if outer is not None and outer[0].lookup() < page:
            edge = [part.filter(outer[1]) for part in outer[0].among(found)]
            got = _plain(edge, asked, kept, start, counting=False)
            if len(got.ids) == PER_PAGE and (got.more or asked.countable):
                return got
    if asked.sort == DEFAULT:
        found = from_first(look, found, asked.states)
    return _plain(found, asked, kept, start, counting=all_ <= COUNTED or page == all_)


def _search(found: Parts, search: Search, asked: Filters, look: Narrowed, start: int) -> _Ids:
    near, wanted = look.near, start + PER_PAGE + 1
    if near is None or look.perhaps is None:
        return _walked(found, search, asked.sort, start, 10)
    if near.size > FEW and look.lookup() > look.walk(asked.sort, wanted):
        found = look.tested(found)
        if asked.sort == DEFAULT:
            found = from_first(look, found, asked.states)
        return _walked(found, search, asked.sort, start)
    most = max(MOST, wanted)
    ids = ordered_ids(look.among(found), asked.sort, 0, most + 1)
    said = list(_saying(ids, search))
    return _Ids(said[start : start + PER_PAGE], min(len(said), most), more=len(ids) > most)


def _saying(ids: Sequence[int], search: Search) -> Iterator[int]:
    """Those of the clues, in their order, that say the words."""
    left = iter(ids)
    for size in chain(CHUNKS, repeat(FEW)):
        part = list(islice(left, size))
        if not part:
            return
        rows = Clue.objects.filter(pk__in=part).order_by()
        said = {
            pk
            for pk, model, *texts in rows.values_list("pk", "model", "organ", "act", "case_number")
            if search.says(model, *texts)
        }
        yield from (pk for pk in part if pk in said)


def _walked(found: Parts, search: Search, sort: str, start: int, times: int = 2) -> _Ids:
    """Clues that perhaps say the words, in the list's order, until the page is full.

    Args:
        found: The clues.
        search: The words.
        sort: The order.
        start: Where the page begins.
        times: How many times as many as are wanted are read first.
    """
    ids: list[int] = []
    place, wanted = 0, start + PER_PAGE + 1
    step = times * wanted
    while place < CHECKED:
        stretch = ordered_ids(found, sort, place, step)
        ids += islice(_saying(stretch, search), wanted - len(ids))
        if len(ids) >= wanted or len(stretch) < step:
            return _Ids(ids[start : start + PER_PAGE], len(ids), more=len(ids) >= wanted)
        place += step
        step = CHECKED
    return _Ids(ids[start : start + PER_PAGE], len(ids), more=True, cut=True)


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
