"""A card of the deck: what it asks of a case and how it spoils or disguises it."""

from collections.abc import Callable
from dataclasses import dataclass

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case, Defendant, Sentence
from xiezhi.twin.simulate.case import leave
from xiezhi.twin.wish import NO_WISH, Wish

Change = Callable[[Chance, Case], None]
Sure = Callable[[Case], bool]


def always(case: Case) -> bool:
    """No further condition."""
    return True


@dataclass(frozen=True, slots=True)
class Card:
    """An error to plant, or a look-alike when it has a reason.

    Attributes:
        check: Number in the catalogue.
        wish: What the simulator is asked for.
        sentenced: Change made when the sentences stand.
        written: Change made when the case is complete.
        reason: Why the look-alike is innocent; empty for an error.
        whole: The check concerns the whole document.
        fits: Whether the finished case really has what the card is about.
    """

    check: str
    wish: Wish = NO_WISH
    sentenced: Change = leave
    written: Change = leave
    reason: str = ""
    whole: bool = False
    fits: Sure = always


def target(case: Case) -> Defendant:
    """The defendant that wishes and plants are about: the first person."""
    return next(person for person in case.defendants if not person.unit)


def sentence_of(case: Case) -> Sentence:
    """The sentence of the target."""
    return target(case).sentence


def set_term(case: Case, months: int, days: int = 0) -> None:
    """Gives the target's only count, and so the total, another length."""
    person = target(case)
    for penalty in (person.counts[0].penalty, person.sentence.penalty):
        penalty.months, penalty.days = months, days


def set_kind(case: Case, kind: str, months: int) -> None:
    """Gives the target's only count, and so the total, another kind and length."""
    person = target(case)
    for penalty in (person.counts[0].penalty, person.sentence.penalty):
        penalty.kind = kind
    set_term(case, months)


def set_fine(case: Case, yuan: int | None) -> None:
    """Gives the target's only count, and so the total, another fine."""
    person = target(case)
    person.counts[0].fine = person.sentence.fine = yuan
