"""Whom a judgment actually judges."""

from collections.abc import Callable, Iterator

from xiezhi.twin.history import Case, Defendant
from xiezhi.twin.offences import DETENTION, FIXED

Check = Callable[[Case], Iterator[int] | Iterator[None]]


def judged(case: Case) -> Iterator[Defendant]:
    """Defendants who get a sentence here: not forgotten, not left as the court below had it."""
    for person in case.defendants:
        if person.answered and (not case.changed or person.ordinal in case.changed):
            yield person


def served(case: Case) -> Iterator[Defendant]:
    """Defendants who will serve a fixed term or detention."""
    for person in judged(case):
        kind = person.sentence.penalty.kind
        if kind in {FIXED, DETENTION} and not person.sentence.probation_months:
            yield person
