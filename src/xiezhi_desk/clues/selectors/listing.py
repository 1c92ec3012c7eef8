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
from xiezhi_desk.clues.selectors.filters import Filters, conditions, wide
from xiezhi_desk.clues.selectors.inorder import ordered_ids, stretches
from xiezhi_desk.clues.selectors.narrowing import from_first, narrowed
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
    start: int | None = None
    """Where the page begins, when it is not the one asked for."""


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
    """A page of the list (six queries at most); the last one when that asked is beyond it.

    Args:
        asked: What was asked.
        access: The person's.
        far: Their reach.
        today: The day terms are counted from.
        kept: The kept counters' answer to the same.
        named: Titles of the models, when they were read already.
    """
    found, search = within(asked, access, far, today, named)
    start = (min(asked.page, DEEPEST) - 1) * PER_PAGE
    if asked.countable:
        start = min(start, _last(kept.of(asked.state, suppressed=asked.suppressed)))
    if search is not None:
        got = _search(found, search, asked, narrowed(asked, far, today, kept, search), start)
    elif not wide(asked, far) or _near(asked, kept):
        got = _plain(found, asked, kept, start)
    else:
        got = _narrow(found, asked, kept, narrowed(asked, far, today, kept, None), start)
    page = (start if got.start is None else got.start) // PER_PAGE + 1
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


def _last(total: int) -> int:
    """Where the last page of so many begins."""
    return max(total - 1, 0) // PER_PAGE * PER_PAGE


def _cut_out(ids: list[int], start: int) -> tuple[list[int], int]:
    """A page of ids, the last one when they end before; and where it begins."""
    start = min(start, _last(len(ids)))
    return ids[start : start + PER_PAGE], start


def _is_number(word: str) -> bool:
    return len(word) == LENGTH and all(one in ALPHABET for one in word.upper())


def _near(asked: Filters, kept: Totals) -> bool:
    """Whether so many clues of all kinds fit that a page of them is near wherever one begins."""
    kinds = asked.model or asked.line or asked.grade
    return asked.countable and not kinds and kept.of(asked.state) >= COMMON


def _plain(
    found: Parts, asked: Filters, kept: Totals, start: int, *, counting: bool = True,
    sure: bool = False, last: bool = True,
) -> _Ids:  # fmt: skip
    """A page of the list, walked; how many there are beyond it, if that is to be counted.

    Args:
        found: The clues.
        asked: What was asked.
        kept: The kept counters' answer to the same.
        start: Where the page begins.
        counting: Whether to walk on to count.
        sure: Every clue has a value in the column of the order.
        last: Beyond the end the last page is given, for two more queries; else none.
    """
    sure = sure or asked.sure
    if asked.countable:
        ids = ordered_ids(found, asked.sort, start, PER_PAGE, sure=sure)
        return _Ids(ids, kept.of(asked.state, suppressed=asked.suppressed), more=False)
    # One walk finds the page and counts: whether there are more than ``MOST`` is all that is asked.
    wanted = max(MOST + 1 - start, PER_PAGE) if counting else PER_PAGE + 1
    ids = ordered_ids(found, asked.sort, start, wanted, sure=sure)
    if not ids and start:
        every = ordered_ids(found, asked.sort, 0, MOST + 1, sure=sure)
        page, begun = _cut_out(every[:MOST], start)
        return _Ids(page, min(len(every), MOST), len(every) > MOST, start=begun)
    if len(ids) < wanted:
        return _Ids(ids[:PER_PAGE], start + len(ids), more=False)
    counted = start + len(ids)
    if not counting:
        return _Ids(ids[:PER_PAGE], counted, more=True)
    return _Ids(ids[:PER_PAGE], min(counted, MOST), more=counted > MOST)


def _narrow(found: Parts, asked: Filters, kept: Totals, look: Narrowed, start: int) -> _Ids:
    """The same over all offices, by the shorter way."""
    page, all_ = (look.walk(asked.sort, start + wanted) for wanted in (PER_PAGE + 1, MOST + 1))
    if look.lookup() <= page:
        return _plain(look.among(found), asked, kept, start)
    stepped = page > COUNTED and asked.sort.removeprefix("-") in FIELDS and not asked.conflict
    if stepped:
        outer = outermost(look, asked.sort, start + PER_PAGE + 1)
        if outer is not None and outer[0].lookup() < page:
            edge = [part.filter(outer[1]) for part in outer[0].among(found)]
            got = _plain(edge, asked, kept, start, counting=False, sure=True, last=False)
            if len(got.ids) == PER_PAGE and (got.more or asked.countable):
                return got
    if asked.sort == DEFAULT:
        found = from_first(look, found, asked.states)
    counting = all_ <= COUNTED or page == all_
    return _plain(found, asked, kept, start, counting=counting, last=not stepped)


def _search(found: Parts, search: Search, asked: Filters, look: Narrowed, start: int) -> _Ids:
    near, wanted = look.near, start + PER_PAGE + 1
    # What else was asked of the database leaves but one stretch.
    whole = asked.conflict or _is_number(asked.q.strip())
    if near is None or look.perhaps is None:
        return _walked(found, search, asked.sort, start, CHECKED if whole else 10 * wanted)
    if near.size > FEW and look.lookup() > look.walk(asked.sort, wanted):
        found = look.tested(found)
        if asked.sort == DEFAULT:
            found = from_first(look, found, asked.states)
        return _walked(found, search, asked.sort, start, CHECKED if whole else 2 * wanted)
    most = max(MOST, wanted)
    ids = ordered_ids(look.among(found), asked.sort, 0, most + 1)
    said = list(_saying(ids, search, whole=True))
    page, begun = _cut_out(said, start)
    return _Ids(page, min(len(said), most), more=len(ids) > most, start=begun)


def _saying(ids: Sequence[int], search: Search, *, whole: bool = False) -> Iterator[int]:
    """Those of the clues, in their order, that say the words; ``whole``: read by one query."""
    left = iter(ids)
    for size in (len(ids),) if whole else chain(CHUNKS, repeat(FEW)):
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


def _walked(found: Parts, search: Search, sort: str, start: int, first: int) -> _Ids:
    """Clues that perhaps say the words, in the list's order, until the page is full.

    Two stretches at most, each asked for and read once: five queries.

    Args:
        found: The clues.
        search: The words.
        sort: The order.
        start: Where the page begins.
        first: How many are read first; as many as are ever checked: no more are read.
    """
    ids: list[int] = []
    sizes = (first, CHECKED) if first < CHECKED else (CHECKED,)
    wanted = start + PER_PAGE + 1
    ended = full = False
    for size, stretch in zip(sizes, stretches(found, sort, sizes), strict=True):
        ids += islice(_saying(stretch, search, whole=True), wanted - len(ids))
        ended, full = len(stretch) < size, len(ids) >= wanted
        if ended or full:
            break
    page, begun = _cut_out(ids, start)
    return _Ids(page, len(ids), more=full or not ended, cut=not (full or ended), start=begun)


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
