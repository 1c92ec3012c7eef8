"""Deals plants and look-alikes to documents."""

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case
from xiezhi.twin.simulate.case import simulate


def arrange(doc_id: str, chance: Chance, seed: int, number: int) -> Case:
    """The case of one document, with what was planted in it."""
    return simulate(doc_id, chance)
