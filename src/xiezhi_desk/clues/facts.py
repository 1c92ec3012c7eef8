"""What only a bundle says of a clue – model, line, grade, amount, days – as words of the index.

Each begins with a blank, which no word of a text has: nobody finds them by typing. An amount is
told by its power of two, a day by its month and its year, so that few words say any span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = [
    "EVERY", "FIRST_YEAR", "LAST_YEAR", "STEPS", "TOLD", "at_step", "between", "common", "facts",
    "in_month", "in_year", "is_fact", "kind", "step", "words",
]  # fmt: skip

EVERY = " *"
"""Said of every clue."""
TOLD = ("grade", "amount", "occurred", "expires")
STEPS = 64
FIRST_YEAR, LAST_YEAR = 1990, 2060
"""Days before and after are told as such; no year in between is left out of a span."""
_MONTHS = 12
_KINDS = {"model": " m", "line": " l", "grade": " g"}
_SPANS = {"amount": " a", "occurred": " o", "expires": " e"}


def is_fact(word: str) -> bool:
    """Whether a word of the index is a fact and not cut from a text."""
    return word[:1] == " "


def facts(
    model: str, line: str, grade: str, amount: Any, occurred: date | None, expires: date | None
) -> Iterator[str]:
    """The facts of a clue.

    >>> from datetime import date
    >>> list(facts("a", "civil", "certain", 900, date(2031, 3, 1), None))
    [' *', ' ma', ' lcivil', ' gcertain', ' a10', ' o2031', ' o2031-03']
    """
    yield from common(model, line)
    for name, value in zip(TOLD, (grade, amount, occurred, expires), strict=True):
        if value is not None:
            yield from words(name, value)


def common(model: str, line: str) -> tuple[str, ...]:
    """Those that all clues of a bundle have."""
    return EVERY, kind("model", model), kind("line", line)


def words(name: str, value: Any) -> Iterator[str]:
    """Those of one value that is told of a clue."""
    if name == "grade":
        yield kind(name, value)
    elif name == "amount":
        yield at_step(step(value))
    else:
        yield in_year(name, value.year)
        if FIRST_YEAR <= value.year <= LAST_YEAR:
            yield in_month(name, value.year, value.month)


def kind(name: str, value: str) -> str:
    """The fact that a model, line or grade is this one."""
    return f"{_KINDS[name]}{value}"


def step(amount: Any) -> int:
    """The step of an amount: 0 below one, then each twice as far as the one before.

    >>> [step(one) for one in (-5, 0, 1, 2, 3, 4, 1000)]
    [0, 0, 1, 2, 2, 3, 10]
    """
    return min(max(int(amount), 0).bit_length(), STEPS)


def between(name: str, first: Any, last: Any) -> list[str]:
    """Facts of which every clue has one whose value lies in a closed span.

    Args:
        name: ``amount``, ``occurred`` or ``expires``.
        first: Its begin, a number or a day; None: open.
        last: Its end; None: open.

    >>> from datetime import date
    >>> between("occurred", date(2029, 11, 5), date(2031, 2, 1))
    [' o2029-11', ' o2029-12', ' o2030', ' o2031-01', ' o2031-02']
    >>> between("amount", 1000, 3000)
    [' a10', ' a11', ' a12']
    """
    if name == "amount":
        low = 0 if first is None else step(first)
        high = STEPS if last is None else step(last)
        return [at_step(place) for place in range(low, high + 1)]
    begin = (FIRST_YEAR - 1, 1) if first is None else (first.year, first.month)
    end = (LAST_YEAR + 1, _MONTHS) if last is None else (last.year, last.month)
    found: list[str] = []
    for year in range(_told(begin[0]), _told(end[0]) + 1):
        months = range(
            begin[1] if year == begin[0] else 1, (end[1] if year == end[0] else _MONTHS) + 1
        )
        if len(months) == _MONTHS or not FIRST_YEAR <= year <= LAST_YEAR:
            found.append(in_year(name, year))
        else:
            found += [in_month(name, year, month) for month in months]
    return found


def _told(year: int) -> int:
    """The year, or the one that stands for all before or after those that are told."""
    return min(max(year, FIRST_YEAR - 1), LAST_YEAR + 1)


def at_step(place: int) -> str:
    """The fact that an amount stands on a step."""
    return f"{_SPANS['amount']}{place}"


def in_year(name: str, year: int) -> str:
    """The fact that a day lies in a year, or before or after all that are told."""
    if year < FIRST_YEAR:
        return f"{_SPANS[name]}<"
    return f"{_SPANS[name]}>" if year > LAST_YEAR else f"{_SPANS[name]}{year}"


def in_month(name: str, year: int, month: int) -> str:
    """The fact that a day lies in a month."""
    return f"{_SPANS[name]}{year}-{month:02}"
