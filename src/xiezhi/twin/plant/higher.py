"""Judgments of second instance and retrials among the documents."""

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case
from xiezhi.twin.simulate.appeal import review
from xiezhi.twin.simulate.careless import careless_sentence, careless_writing
from xiezhi.twin.simulate.case import simulate


def higher(doc_id: str, chance: Chance, instance: str) -> Case:
    """A case that was judged once and is judged again."""
    below = simulate(doc_id, chance, sentenced=careless_sentence)
    while all(person.sentence.outcome != "convicted" for person in below.defendants):
        below = simulate(doc_id, chance, sentenced=careless_sentence)
    case = review(chance, below, instance)
    careless_writing(chance, case)
    case.appeal_days = 10
    for person in case.defendants:
        person.answered = True
    return case
