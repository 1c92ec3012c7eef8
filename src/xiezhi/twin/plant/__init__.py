"""Deals plants and look-alikes to documents."""

from functools import cache, partial

from xiezhi.twin.chance import Chance
from xiezhi.twin.check import Violation, violations
from xiezhi.twin.history import Case, Plant
from xiezhi.twin.plant.alike_money import ALIKE_MONEY
from xiezhi.twin.plant.alike_persons import ALIKE_PERSONS
from xiezhi.twin.plant.alike_terms import ALIKE_TERMS
from xiezhi.twin.plant.card import Card, target
from xiezhi.twin.plant.higher import higher
from xiezhi.twin.plant.money import MONEY
from xiezhi.twin.plant.persons import PERSONS
from xiezhi.twin.plant.terms import TERMS
from xiezhi.twin.simulate.careless import careless_sentence, careless_writing
from xiezhi.twin.simulate.case import simulate
from xiezhi.twin.simulate.redact import blur

ERRORS: tuple[Card, ...] = TERMS + MONEY + PERSONS
LOOK_ALIKES: tuple[Card, ...] = ALIKE_TERMS + ALIKE_MONEY + ALIKE_PERSONS
_TRIES = 400
#: Documents without a card in every deck, by kind.
_OTHERS = {"": 88, "second": 30, "retrial": 6, "other": 12}


Deal = Card | str | None


def dealt(seed: int, number: int) -> Deal:
    """What the deck holds for a document.

    Args:
        seed: Seed of the run.
        number: Place of the document in the run.

    Returns:
        A card; ``second``, ``retrial`` or ``other`` for such a document; None for a plain one.
    """
    size = len(_sorted_deck())
    return _shuffled(seed, number // size)[number % size]


@cache
def _sorted_deck() -> tuple[Deal, ...]:
    deck: list[Deal] = [*ERRORS, *LOOK_ALIKES]
    for kind, number in _OTHERS.items():
        deck += [kind or None] * number
    return tuple(deck)


@cache
def _shuffled(seed: int, round_: int) -> tuple[Deal, ...]:
    return tuple(Chance("deck", seed, round_).shuffled(_sorted_deck()))


def arrange(doc_id: str, chance: Chance, deal: Deal) -> Case:
    """The case of one document, with what its card planted in it.

    Args:
        doc_id: Identifier of the document.
        chance: Choices of the document.
        deal: What `dealt` gave, not ``other``.

    Returns:
        A case whose plants the checker confirms.
    """
    if isinstance(deal, Card):
        return play(doc_id, chance, deal)
    if deal in {"second", "retrial"}:
        return higher(doc_id, chance, str(deal))
    case = simulate(doc_id, chance, sentenced=careless_sentence)
    careless_writing(chance, case)
    blur(chance, case)
    return case


def _sentenced(card: Card, chance: Chance, case: Case) -> None:
    card.sentenced(chance, case)
    careless_sentence(chance, case)


def play(doc_id: str, chance: Chance, card: Card) -> Case:
    """A case in which the card's error or look-alike came about.

    Raises:
        LookupError: If no case of many fits the card: the card asks for what cannot be.
    """
    for _ in range(_TRIES):
        try:
            case = simulate(doc_id, chance, card.wish, partial(_sentenced, card))
        except LookupError:
            continue
        card.written(chance, case)
        careless_writing(chance, case)
        ordinal = None if card.whole else target(case).ordinal
        broken = Violation(card.check, ordinal) in set(violations(case))
        if card.fits(case) and broken != bool(card.reason):
            kept = case.look_alikes if card.reason else case.plants
            kept.append(Plant(card.check, ordinal, card.reason))
            return case
    raise LookupError(f"{card.check}: no case fits {card.wish}")
