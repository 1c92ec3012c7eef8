"""Judges a life history: every violation of the catalogue, computed from what happened.

Nothing here knows how a plant made its error; a violation that chance or carelessness produced is
found by the same rules as a planted one.
"""

from collections.abc import Iterator
from typing import NamedTuple

from xiezhi.twin.check.fines import FINES
from xiezhi.twin.check.penalties import PENALTIES
from xiezhi.twin.check.process import PROCESS
from xiezhi.twin.check.repeaters import REPEATERS
from xiezhi.twin.history import Case

CHECKS = PENALTIES | FINES | REPEATERS | PROCESS


class Violation(NamedTuple):
    """A check that a document breaks; ``ordinal`` None when it concerns the whole document."""

    check: str
    ordinal: int | None


def violations(case: Case) -> Iterator[Violation]:
    """Every violation of a case.

    Defendants whose sentence an appeal left alone are not judged again.
    """
    for name, check in CHECKS.items():
        for ordinal in dict.fromkeys(check(case)):
            yield Violation(name, ordinal)
