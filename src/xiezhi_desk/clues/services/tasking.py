"""Verification tasks: whom to ask for what, sent, due, returned, and the evidence that came back.

Nothing that came back counts before a second person is recorded; a piece of evidence carries where
it comes from, when, where and by whom it was made (公益诉讼办案规则 36, 39).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Line
from xiezhi_desk.clues.records import Clue, Item, Task
from xiezhi_desk.clues.services.door import Door, door
from xiezhi_desk.clues.services.moving import move
from xiezhi_desk.clues.services.permitting import not_done, permit
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date, datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Attachment

__all__ = ["Found", "add_item", "come_back", "make", "mark_sent", "withdraw"]

IN_WORK = (State.ASSIGNED, State.VERIFYING)


@dataclass(frozen=True)
class Found:
    """A piece of evidence as it is entered.

    Attributes:
        source: Where it comes from.
        made_on, place, maker: When, where and by whom it was made.
        proves: True: it bears the clue out; False: it speaks against; None: neither.
        existed: In an administrative matter, of evidence that speaks for the act: that the organ
            had gathered it when it acted.
        text: What it says.
    """

    source: str
    made_on: date | None
    place: str
    maker: str
    proves: bool | None
    text: str
    existed: bool = False
    attachment: Attachment | None = None


def make(
    clue: Clue,
    way: str,
    whom: str,
    what: str,
    by: Person,
    now: datetime,
    *,
    question: str = "",
    access: PersonAccess | None = None,
) -> Task:
    """Plan a task; the first one begins the verification of one's own clue.

    Args:
        clue: An open clue of the person's office.
        way: One of ``Task.Way``.
        whom: Who is asked: an organ, a unit, a person by function.
        what: For what.
        by: Who.
        now: The moment.
        question: Key of the checklist's question it answers.
        access: The person's.

    Raises:
        Refused: Out of reach, no right, a conflict, the clue not in work, or nothing written.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        permit(rights, clue, "verify", Right.JUDGE_CLUES)
        _in_work(clue)
        if way not in Task.Way.values or not whom.strip() or not what.strip():
            raise _wrong(clue, t("没有写明向谁核查什么。", "Not said whom to ask for what."))
        if clue.state == State.ASSIGNED and clue.assignee_id == by.pk:
            move(clue, "verify", by, now, access=rights)
        task = Task.objects.create(
            number=new_number(),
            clue=clue,
            way=way,
            whom=whom.strip(),
            what=what.strip(),
            ask={"question": question} if question else {},
            by=by,
            made_at=now,
        )
        act.tell("task.made", f"task:{task.number}", within=f"clue:{clue.number}", way=way)
        return task


def mark_sent(
    task: Task,
    on: date,
    by: Person,
    now: datetime,
    *,
    due: date | None = None,
    article: str = "",
    access: PersonAccess | None = None,
) -> None:
    """The task went out; it is due by a day that names its article, or by none.

    Raises:
        Refused: Sent or withdrawn already, in the future, or due before it was sent.
    """
    with door(by, now) as act:
        clue = _held(task, by, access)
        if task.sent_on is not None or task.withdrawn_at is not None:
            raise _wrong(clue, t("已经发出或者撤回。", "It was sent or withdrawn already."))
        if on > timezone.localdate(now) or (due is not None and due < on):
            raise _wrong(clue, t("日期先后不对。", "The days are in the wrong order."))
        task.sent_on, task.due, task.due_article = on, due, article.strip()
        task.save(update_fields=("sent_on", "due", "due_article"))
        _tell(act, "task.sent", task, clue)


def come_back(
    task: Task,
    on: date,
    answer: str,
    by: Person,
    now: datetime,
    *,
    second: Person | None,
    clears: bool | None = None,
    access: PersonAccess | None = None,
) -> None:
    """Record what came back; two people for everything that is more than an answer by letter.

    Args:
        task: The task.
        on: The day it came.
        answer: What it says.
        by: Who records it.
        now: The moment.
        second: Who else took part.
        clears: True: it clears the clue; False: it does not; None: it does not tell.
        access: The recording person's.

    Raises:
        Refused: Answered or withdrawn already, before it was sent, no words, or no second person.
    """
    with door(by, now) as act:
        clue = _held(task, by, access)
        if task.returned_on is not None or task.withdrawn_at is not None:
            raise _wrong(clue, t("已经办结或者撤回。", "It was answered or withdrawn already."))
        if (
            not answer.strip()
            or on > timezone.localdate(now)
            or (task.sent_on and on < task.sent_on)
        ):
            raise _wrong(clue, t("没有写明结果，或者日期不对。", "No result, or a wrong day."))
        _second(clue, by, second)
        task.returned_on, task.answer, task.clears, task.second = on, answer.strip(), clears, second
        task.save(update_fields=("returned_on", "answer", "clears", "second"))
        _tell(act, "task.returned", task, clue)


def add_item(
    task: Task,
    found: Found,
    by: Person,
    now: datetime,
    *,
    second: Person | None,
    access: PersonAccess | None = None,
) -> Item:
    """Enter a piece of evidence that a task brought.

    Raises:
        Refused: No second person; source, day, place or maker missing; in an administrative matter,
            evidence for the act that the organ did not have when it acted (规则 58).
    """
    with door(by, now) as act:
        clue = _held(task, by, access)
        other = _second(clue, by, second)
        if task.withdrawn_at is not None:
            raise _wrong(clue, t("该事项已撤回。", "The task was withdrawn."))
        if not (
            found.source.strip() and found.made_on and found.place.strip() and found.maker.strip()
        ):
            raise _wrong(
                clue,
                t(
                    "证据须写明来源、时间、地点和制作人（公益诉讼办案规则第三十九条）。",
                    "Evidence carries its source, day, place and maker (article 39).",
                ),
            )
        if clue.line == Line.ADMINISTRATIVE and found.proves is False and not found.existed:
            raise not_done(
                Kind.LAW,
                clue,
                "verify",
                t(
                    "不得为证明行政行为合法调取作出该行为时未收集的证据（行政诉讼监督规则第五十八条）。",
                    "No evidence is gathered to prove an administrative act lawful that was not"
                    " gathered when the act was done (article 58).",
                ),
                t(
                    "该证据在作出行政行为时已由行政机关收集的，请勾选；否则不得录入。",
                    "Tick it if the organ had it when it acted; otherwise it cannot be entered.",
                ),
            )
        item = Item.objects.create(
            task=task,
            source=found.source.strip(),
            made_on=found.made_on,
            place=found.place.strip(),
            maker=found.maker.strip(),
            proves=found.proves,
            existed=found.existed,
            text=found.text.strip(),
            attachment=found.attachment,
            by=by,
            second=other,
            at=now,
        )
        _tell(act, "task.evidence", task, clue, item=item.pk)
        return item


def withdraw(
    task: Task, reason: str, by: Person, now: datetime, *, access: PersonAccess | None = None
) -> None:
    """Withdraw a task that is not answered; it stays on record.

    Raises:
        Refused: Answered or withdrawn already, or no reason.
    """
    with door(by, now) as act:
        clue = _held(task, by, access)
        if task.returned_on is not None or task.withdrawn_at is not None or not reason.strip():
            raise _wrong(
                clue, t("已办结、已撤回，或者没有写明理由。", "Over already, or no reason.")
            )
        task.withdrawn_at, task.withdrawn_reason = now, reason.strip()[:200]
        task.save(update_fields=("withdrawn_at", "withdrawn_reason"))
        _tell(act, "task.withdrawn", task, clue)


def _held(task: Task, by: Person, access: PersonAccess | None) -> Clue:
    """The task's clue, and the task as it is now, held until the act ends."""
    task.refresh_from_db(from_queryset=Task.objects.select_for_update(of=("self",)))
    clue = task.clue
    if clue is None:
        message = f"task {task.number} is a batch's"
        raise ValueError(message)
    permit(access or PersonAccess(by), clue, "verify", Right.JUDGE_CLUES)
    return clue


def _in_work(clue: Clue) -> None:
    if clue.state not in IN_WORK:
        raise not_done(
            Kind.STATE,
            clue,
            "verify",
            t(
                "线索现为“{state}”，不在核查之中。",
                "The clue is “{state}”, not being verified.",
                state=clue.get_state_display(),
            ),
            t("请先分派或者重新办理。", "Assign or reopen it first."),
        )


def _second(clue: Clue, by: Person, second: Person | None) -> Person:
    if second is None or second.pk == by.pk or second.office_id != by.office_id:
        raise not_done(
            Kind.SECOND,
            clue,
            "verify",
            t(
                "调查核实须由二名以上检察人员进行。",
                "Two or more staff of the office verify; nobody else was named.",
            ),
            t("请写明另一名检察人员。", "Name the second person."),
        )
    return second


def _wrong(clue: Clue, why: str) -> Refused:
    return not_done(Kind.REASON, clue, "verify", why, t("请更正后再提交。", "Correct it."))


def _tell(act: Door, action: str, task: Task, clue: Clue, item: int | None = None) -> None:
    act.tell(action, f"task:{task.number}", within=f"clue:{clue.number}", item=item)
