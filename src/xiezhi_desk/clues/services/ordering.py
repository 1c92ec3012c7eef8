"""Orders that ask for an answer: urging, transfers; signed for, dealt with, reported back.

An order is a step: ``urge``, ``hand_down``, ``raise``, ``send_across``, ``transfer``. Receipt 签收,
handling 受理情况 and feedback 反馈 are steps that answer it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Clue, Decision, Step
from xiezhi_desk.clues.selectors.terms import own_due
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.moving import move
from xiezhi_desk.clues.services.permitting import not_done, permit
from xiezhi_desk.clues.services.refusing import Kind
from xiezhi_desk.clues.states import OPEN, State
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date, datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["ORDERS", "feedback", "handling", "receive", "transfer", "urge"]

ORDERS = ("hand_down", "raise", "send_across", "transfer", "urge")


def urge(
    clue: Clue,
    by: Person,
    now: datetime,
    *,
    today: date,
    reason: str,
    due: date | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """督办: ask who has the clue to report back by a day. The clue itself does not change hands.

    Args:
        clue: An open clue of the own office or one below.
        by: Who.
        now: The moment.
        today: The day the term is counted from.
        reason: What is asked.
        due: By when; without it the own office's term, or none where it set none.
        access: The person's.

    Raises:
        Refused: Out of reach, no right, conflict, or the clue is not open.
    """
    with door(by, now) as act:
        permit(access or PersonAccess(by), clue, "urge", Right.ASSIGN)
        if clue.state not in OPEN:
            raise not_done(
                Kind.STATE,
                clue,
                "urge",
                t("线索已办结。", "The clue is decided."),
                t("需要时请先重新办理。", "Reopen it first."),
            )
        if not reason.strip():
            raise _no_words(clue, "urge")
        basis = ""
        if due is None and by.office and (own := own_due(by.office, "urge", today)):
            due, basis = own
        step = Step.objects.create(
            clue=clue,
            name="urge",
            by=by,
            at=now,
            from_office=by.office,
            to_office=clue.office,
            to_person=clue.assignee,
            due=due,
            reason=reason.strip(),
            details={"basis": basis} if basis else {},
        )
        if due is not None and (clue.due is None or due < clue.due):
            Clue.objects.filter(pk=clue.pk).update(due=due)
            clue.due = due
        act.tell("clue.urge", f"clue:{clue.number}", step=step.pk, due=str(due or ""))
        return step


def transfer(
    clue: Clue,
    organ: str,
    by: Person,
    now: datetime,
    *,
    today: date,
    reason: str,
    due: date | None = None,
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """移送其他机关或者部门: the clue leaves the desk; its receipt and feedback are entered by hand.

    Args:
        clue: The clue.
        organ: The organ or department it goes to, by name.
        by: Who.
        now: The moment.
        today: The day the term is counted from.
        reason: Why it belongs there.
        due: By when feedback is asked; without it the own office's term, or none.
        revision: The revision the form showed.
        access: The person's.

    Raises:
        Refused: As ``moving.move``; or no organ is named.
    """
    with door(by, now):
        if not organ.strip():
            raise not_done(
                Kind.TARGET,
                clue,
                "transfer",
                t("没有写明移送给哪个机关。", "No organ was named."),
                t("请写明机关或者部门全称。", "Write its full name."),
            )
        basis = ""
        if due is None and (own := own_due(clue.office, "transfer", today)):
            due, basis = own
        step = move(
            clue,
            "transfer",
            by,
            now,
            reason,
            due=due,
            revision=revision,
            access=access,
            organ=organ.strip(),
            basis=basis,
        )
        Decision.objects.create(
            clue=clue,
            outcome=State.TRANSFERRED,
            why="transferred",
            text=reason.strip(),
            attested=True,
            by=by,
            at=now,
            revision=clue.revision - 1,
        )
        return step


def receive(
    order: Step, by: Person, now: datetime, *, text: str = "", access: PersonAccess | None = None
) -> Step:
    """签收: an order reached whom it was for. Of a transfer: that the other organ signed for it.

    Raises:
        Refused: Not theirs to sign, or signed already.
    """
    return _answer(order, "receive", by, now, text, access)


def handling(
    order: Step, by: Person, now: datetime, text: str, *, access: PersonAccess | None = None
) -> Step:
    """受理、办理情况: how the order is being dealt with, as often as there is something to say.

    Raises:
        Refused: As ``receive``; or no words.
    """
    return _answer(order, "handling", by, now, text, access)


def feedback(
    order: Step, by: Person, now: datetime, text: str, *, access: PersonAccess | None = None
) -> Step:
    """反馈: the order is answered.

    Raises:
        Refused: As ``receive``; or no words.
    """
    return _answer(order, "feedback", by, now, text, access)


def _answer(
    order: Step, name: str, by: Person, now: datetime, text: str, access: PersonAccess | None
) -> Step:
    clue = order.clue
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        held = Step.objects.select_for_update(of=("self",)).get(pk=order.pk)
        judges = rights.may(Right.JUDGE_CLUES) and clue.line in rights.lines(Right.JUDGE_CLUES)
        permit(rights, clue, name, Right.JUDGE_CLUES if judges else Right.ASSIGN)
        theirs = held.from_office_id if held.name == "transfer" else held.to_office_id
        if held.name not in ORDERS or by.office_id != theirs:
            raise not_done(
                Kind.RIGHT,
                clue,
                name,
                t("这件事项不由本院答复。", "This is not your office's to answer."),
                t("请收到该事项的检察院办理。", "The office that received it answers."),
            )
        if held.answered_at is not None or (name == "receive" and held.received_at is not None):
            raise not_done(
                Kind.STATE,
                clue,
                name,
                t("已经签收或者反馈过。", "It was signed for or answered already."),
                t("请刷新页面。", "Reload the page."),
            )
        if name != "receive" and not text.strip():
            raise _no_words(clue, name)
        held.received_at = held.received_at or now
        if name == "feedback":
            held.answered_at = now
        held.save(update_fields=("received_at", "answered_at"))
        order.received_at, order.answered_at = held.received_at, held.answered_at
        step = Step.objects.create(
            clue=clue,
            name=name,
            of=held,
            by=by,
            at=now,
            from_office=by.office,
            to_office=held.from_office,
            reason=text.strip(),
        )
        act.tell(f"clue.{name}", f"clue:{clue.number}", step=step.pk, order=held.pk)
        return step


def _no_words(clue: Clue, act: str) -> Exception:
    return not_done(
        Kind.REASON,
        clue,
        act,
        t("没有写明内容。", "Nothing was written."),
        t("请写明后再提交。", "Write it and send it again."),
    )
