"""The blind second reading: a random tenth of what was founded *and* of what was unfounded.

Drawn when decided, with randomness nobody can foresee; read by somebody who had no part in it and
is shown neither the decision nor the history. That keeps the measured precision honest.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from xiezhi_desk.clues.access import may_open
from xiezhi_desk.clues.records import BlindReading, Step, Task
from xiezhi_desk.clues.selectors.reading import readable
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue, Decision

__all__ = ["SHARE", "draw", "read", "take"]

SHARE = 0.1
"""Of the decisions drawn for a second reading."""

_lot: Callable[[], float] = secrets.SystemRandom().random


def draw(decision: Decision, now: datetime) -> BlindReading | None:
    """Draw a decision for a blind reading, or not; inside the act that decides."""
    if decision.outcome not in {State.FOUNDED, State.UNFOUNDED} or _lot() >= SHARE:
        return None
    return BlindReading.objects.create(decision=decision, drawn_at=now)


def take(by: Person, now: datetime, access: PersonAccess) -> BlindReading | None:
    """The reading the person has begun, or a random one of those waiting that they may read.

    Returns:
        None when nothing waits for this person.
    """
    begun = BlindReading.objects.filter(reader=by, read_at=None, decision__stands=True).first()
    if begun is not None:
        return begun
    waiting = list(readable(access).values_list("pk", flat=True)[:200])
    secrets.SystemRandom().shuffle(waiting)
    for key in waiting:
        with door(by, now) as act:
            if BlindReading.objects.filter(pk=key, reader=None).update(reader=by):
                reading = BlindReading.objects.select_related("decision__clue").get(pk=key)
                act.tell("clue.blind.taken", f"clue:{reading.decision.clue.number}")
                return reading
    return None


def read(
    reading: BlindReading,
    outcome: str,
    why: str,
    text: str,
    by: Person,
    now: datetime,
    access: PersonAccess,
) -> BlindReading:
    """Keep what the second person found; where it differs, the two are to talk about it.

    Raises:
        Refused: Not the reader, already read, the clue out of reach, or no reason.
    """
    clue = reading.decision.clue
    with door(by, now) as act:
        row = BlindReading.objects.select_for_update().get(pk=reading.pk)
        if row.reader_id != by.pk or row.read_at is not None or not may_open(access, clue):
            raise _refused(
                clue, t("这份盲读不由您办理，或者已经完成。", "Not yours to read, or read already.")
            )
        if not text.strip():
            raise _refused(clue, t("没有写明理由。", "No reason was given."))
        row.outcome, row.why, row.text, row.read_at = outcome, why, text.strip(), now
        row.agrees = outcome == reading.decision.outcome
        row.save(update_fields=("outcome", "why", "text", "read_at", "agrees"))
        Step.objects.create(clue=clue, name="blind", by=by, at=now, details={"agrees": row.agrees})
        if not row.agrees:
            _discuss(clue, reading.decision, by, now)
        act.tell("clue.blind.read", f"clue:{clue.number}", agrees=row.agrees)
    return row


def _discuss(clue: Clue, decision: Decision, by: Person, now: datetime) -> None:
    Task.objects.create(
        number=new_number(),
        clue=clue,
        way=Task.Way.DISCUSS,
        whom=str(decision.by),
        what=t(
            "盲读与原决定不一致，请共同讨论；需要改变决定的，重新办理。",
            "The blind reading differs from the decision: discuss it; reopen where it must change.",
        ),
        by=by,
        made_at=now,
    )


def _refused(clue: Clue, why: str) -> Refused:
    return Refused(
        Kind.REASON,
        t("盲读没有保存。", "The reading was not kept."),
        where=clue.number,
        why=why,
        cure=t("请检查后再提交。", "Check it and send it again."),
    )
