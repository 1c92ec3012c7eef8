"""Documents of other kinds: near to criminal judgments in words, without any outcome to read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from xiezhi.twin.chance import Chance
from xiezhi.twin.numerals import day_text
from xiezhi.twin.other_kinds.criminal import appeal_ruling, commutation, correction, withdrawal
from xiezhi.twin.other_kinds.elsewhere import (
    administrative,
    compensation,
    enforcement,
    loan,
    mediation,
)
from xiezhi.twin.other_kinds.scene import Body, Scene
from xiezhi.twin.people import Names
from xiezhi.twin.places import basic_courts, intermediate_courts

__all__ = ["Other", "write_other"]

WRITERS: tuple[Callable[[Scene], Body], ...] = (
    appeal_ruling,
    commutation,
    withdrawal,
    correction,
    loan,
    mediation,
    enforcement,
    administrative,
    compensation,
)


@dataclass(frozen=True, slots=True)
class Other:
    """A document that is no criminal judgment."""

    title: str  # of the publisher; not printed in the text
    text: str
    document_kind: str
    case_kind: str
    court: str
    case_number: str
    judged: date


def write_other(chance: Chance) -> Other:
    """One document of another kind.

    Args:
        chance: Choices.

    Returns:
        Text with its kind, court, number and date.
    """
    writer = chance.pick(WRITERS)
    higher = writer in {appeal_ruling, commutation}
    court = chance.pick(intermediate_courts() if higher else basic_courts())
    scene = Scene(chance, Names(chance), court, chance.day(date(2013, 3, 1), date(2022, 11, 30)))
    heading, kind, document_kind, case_kind, title, lines = writer(scene)
    number = scene.number(kind)
    judge = f"审判员{scene.names.judge()}"
    tail = [judge, day_text(scene.judged, "han"), f"书记员{scene.names.judge()}"]
    text = " ".join([court.name, heading, number, *lines, *tail])
    return Other(title, text, document_kind, case_kind, court.name, number, scene.judged)
