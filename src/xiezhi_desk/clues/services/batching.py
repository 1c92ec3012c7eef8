"""Batches: the clues of one model on one organ move together, with one letter and one answer.

Whoever makes a batch handles its clues: those nobody handles yet are taken, those of somebody else
stay out. A sent batch is closed to changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Batch, Clue, Step
from xiezhi_desk.clues.services.door import Door, door
from xiezhi_desk.clues.services.moving import lock, move
from xiezhi_desk.clues.services.permitting import permit
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["MOST", "add", "close", "make", "mark_sent", "remove", "wrong"]

MOST = 500
"""Clues of one batch: what an organ can answer in one annex."""
TAKES = (State.NEW, State.ASSIGNED, State.VERIFYING)


def make(
    clues: Sequence[Clue], by: Person, now: datetime, *, access: PersonAccess | None = None
) -> Batch:
    """Make a batch of clues of one model on one organ.

    Raises:
        Refused: None, too many, of several models, organs or offices; or one ``add`` refuses.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        held = lock(clues)
        if not held or len({(clue.model, clue.organ, clue.office_id) for clue in held}) != 1:
            raise wrong(
                "",
                t(
                    "批次只能由同一模型、同一机关、同一检察院的线索组成。",
                    "A batch holds clues of one model, one organ and one office.",
                ),
            )
        first = held[0]
        batch = Batch.objects.create(
            number=new_number(),
            model=first.model,
            organ=first.organ,
            office=first.office,
            made_by=by,
            made_at=now,
        )
        act.tell("batch.made", f"batch:{batch.number}", clues=len(held))
        _take_in(act, batch, held, by, now, rights)
        return batch


def add(
    batch: Batch,
    clues: Iterable[Clue],
    by: Person,
    now: datetime,
    *,
    access: PersonAccess | None = None,
) -> int:
    """Add clues to a draft; how many.

    Raises:
        Refused: The batch is another's or sent; a clue does not fit, is in a batch already, is
            handled by somebody else, or is decided.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        held = lock(clues)
        _draft(batch, by)
        for clue in held:
            if (clue.model, clue.organ, clue.office_id) != (
                batch.model,
                batch.organ,
                batch.office_id,
            ):
                raise wrong(
                    clue.number, t("模型、机关或者检察院不同。", "Of another model or organ.")
                )
        _take_in(act, batch, held, by, now, rights)
        return len(held)


def remove(
    batch: Batch, clue: Clue, by: Person, now: datetime, *, access: PersonAccess | None = None
) -> None:
    """Take a clue out of a draft; it stays with its assignee.

    Raises:
        Refused: The batch is another's or sent, or the clue is not in it.
    """
    with door(by, now) as act:
        (held,) = lock([clue])
        _draft(batch, by)
        permit(access or PersonAccess(by), held, "unbatch", Right.JUDGE_CLUES)
        if held.batch_id != batch.pk:
            raise wrong(clue.number, t("线索不在该批次中。", "The clue is not in the batch."))
        Clue.objects.filter(pk=held.pk).update(batch=None)
        _step(act, held, "unbatch", batch, by, now)


def mark_sent(
    batch: Batch,
    on: date,
    by: Person,
    now: datetime,
    *,
    due: date | None = None,
    article: str = "",
    access: PersonAccess | None = None,
) -> None:
    """The letter went out: its clues are being verified; the batch is closed to changes.

    Raises:
        Refused: Another's, sent already, empty, or the days are in the wrong order.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        held = lock(batch.clues.all())
        _draft(batch, by)
        if not held:
            raise wrong(batch.number, t("批次里没有线索。", "The batch is empty."))
        if on > timezone.localdate(now) or (due is not None and due < on):
            raise wrong(batch.number, t("日期先后不对。", "The days are in the wrong order."))
        for clue in held:
            if clue.state == State.ASSIGNED:
                move(clue, "verify", by, now, access=rights, batch=batch.number)
        if due is not None:
            Clue.objects.filter(batch=batch).update(due=due)
        batch.state, batch.sent_on, batch.due = Batch.State.SENT, on, due
        batch.due_article = article.strip()
        batch.save(update_fields=("state", "sent_on", "due", "due_article"))
        act.tell("batch.sent", f"batch:{batch.number}", due=str(due or ""))


def close(batch: Batch, by: Person, now: datetime) -> None:
    """Close a batch of which no clue is open any more.

    Raises:
        Refused: Another's, a draft, or a clue is open.
    """
    with door(by, now) as act:
        row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if row.made_by_id != by.pk or row.state not in {Batch.State.SENT, Batch.State.ANSWERED}:
            raise wrong(batch.number, t("不能办结该批次。", "It cannot be closed."))
        left = batch.clues.filter(state__in=(*TAKES, State.PROPOSED)).count()
        if left:
            raise wrong(
                batch.number,
                t("还有 {n} 条线索没有办结。", "{n} of its clues are open.", n=left),
            )
        batch.state = Batch.State.CLOSED
        batch.save(update_fields=("state",))
        act.tell("batch.closed", f"batch:{batch.number}")


def _take_in(
    act: Door, batch: Batch, clues: list[Clue], by: Person, now: datetime, access: PersonAccess
) -> None:
    if batch.clues.count() + len(clues) > MOST:
        raise wrong(
            batch.number,
            t("一个批次最多 {n} 条线索。", "A batch holds at most {n} clues.", n=MOST),
        )
    for clue in clues:
        permit(access, clue, "batch", Right.JUDGE_CLUES)
        if clue.batch_id is not None or clue.state not in TAKES:
            raise wrong(
                clue.number,
                t("线索已在批次中或者已有结论。", "It is in a batch already, or decided."),
            )
        if clue.assignee_id not in {None, by.pk}:
            raise wrong(
                clue.number, t("线索由他人承办。", "The clue is assigned to somebody else.")
            )
        if clue.assignee_id is None:
            move(clue, "take", by, now, access=access, batch=batch.number)
        _step(act, clue, "batch", batch, by, now)
    Clue.objects.filter(pk__in=[clue.pk for clue in clues]).update(batch=batch)


def _step(act: Door, clue: Clue, name: str, batch: Batch, by: Person, now: datetime) -> None:
    Step.objects.create(clue=clue, name=name, by=by, at=now, details={"batch": batch.number})
    act.tell(f"clue.{name}", f"clue:{clue.number}", batch=batch.number)


def _draft(batch: Batch, by: Person) -> None:
    batch.refresh_from_db(from_queryset=Batch.objects.select_for_update(of=("self",)))
    if batch.made_by_id != by.pk:
        raise wrong(
            batch.number, t("批次由他人制作。", "Somebody else made the batch."), Kind.RIGHT
        )
    if batch.state != Batch.State.DRAFT:
        raise wrong(batch.number, t("批次已发出，不能更改。", "The batch was sent."), Kind.STATE)


def wrong(where: str, why: str, kind: Kind = Kind.TARGET) -> Refused:
    """The refusal of something done to a batch."""
    return Refused(
        kind,
        t("批次没有变化。", "The batch was not changed."),
        where=where,
        why=why,
        cure=t("请核对后再办理。", "Check it and try again."),
        asked="batch",
    )
