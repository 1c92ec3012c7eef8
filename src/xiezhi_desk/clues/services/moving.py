"""The one door for changes of a clue's state: reads the table, asks every rule, writes.

Of two people at the same moment exactly one wins: the row is changed only where it still has the
revision the form was made with; the other is told who was first and what the clue is now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Clue, Step
from xiezhi_desk.clues.services.counting import place_of
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.permitting import not_done, permit
from xiezhi_desk.clues.services.refusing import Kind
from xiezhi_desk.clues.services.targets import where_to, whose
from xiezhi_desk.clues.states import JUDGED, MOVES, Move, State, Way
from xiezhi_desk.clues.steps import QUIET, move_word
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from xiezhi_desk.accounts.records import Department, Office, Person

__all__ = ["DESPITE_CONFLICT", "Target", "lock", "move"]

DESPITE_CONFLICT = frozenset({"give_back"})
"""What a person with a conflict of interest may still do: hand the clue back."""


class Target(NamedTuple):
    """Where a move takes a clue.

    Attributes:
        to: The person it is for.
        office: The office it goes to, when the move changes it.
        department: The department it goes to.
        due: The day by which it is to be done.
    """

    to: Person | None = None
    office: Office | None = None
    department: Department | None = None
    due: date | None = None


def lock(clues: Iterable[Clue]) -> list[Clue]:
    """Hold the rows of many clues, in one order, before the first of them is moved."""
    keys = sorted(clue.pk for clue in clues)
    return list(Clue.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def move(
    clue: Clue,
    name: str,
    by: Person,
    now: datetime,
    reason: str = "",
    *,
    revision: int | None = None,
    to: Person | None = None,
    office: Office | None = None,
    department: Department | None = None,
    due: date | None = None,
    access: PersonAccess | None = None,
    **details: Any,
) -> Step:
    """Move a clue to another state (or office), or refuse with nothing changed.

    Args:
        clue: As the caller read it; brought up to date in place.
        name: A row of ``states.TRANSITIONS``.
        by: Who moves it.
        now: The moment.
        reason: Why, in words; needed where the table says so.
        revision: The revision the form showed; the clue's own when None.
        to: The person it is for (``assign``, ``take_over``, ``reopen``).
        office: The office it goes to, for moves between offices.
        department: The department it goes to.
        due: By when.
        access: The person's rights, when they were read already.
        details: Kept with the step: opaque numbers and words of the desk, never a person's data.

    Raises:
        Refused: Out of reach, no right, conflict of interest, changed meanwhile, not from this
            state, the same person twice, no reason, no fitting target.
    """
    row = MOVES[name]
    asked = Target(to, office, department, due)
    with door(by, now) as act:
        expected = clue.revision if revision is None else revision
        clue.refresh_from_db(from_queryset=Clue.objects.select_for_update(of=("self",)))
        rights = access or PersonAccess(by)
        needed = (row.right, row.also) if row.also else (row.right,)
        permit(rights, clue, name, *needed, despite_conflict=name in DESPITE_CONFLICT)
        _fresh(clue, expected, row)
        _state(clue, row)
        _mine(clue, by, row)
        _reason(clue, reason, row)
        goal = _goal(clue, by, row, asked)
        before = place_of(clue)
        step = _write(clue, row, by, now, reason, goal, details)
        act.count(before, place_of(clue))
        if step.from_state in JUDGED or step.to_state in JUDGED:
            act.credit(clue.matter_id)
        act.tell(
            f"clue.{name}",
            f"clue:{clue.number}",
            reason=reason,
            step=step.pk,
            before=step.from_state,
            after=step.to_state,
            to=goal.to.pk if goal.to else None,
            office=goal.office.code if goal.office else None,
        )
    return step


def _fresh(clue: Clue, expected: int, row: Move) -> None:
    if clue.revision == expected:
        return
    last = clue.steps.select_related("by").exclude(name__in=QUIET).last()
    who = str(last.by) if last and last.by else t("系统", "the system")
    done = move_word(last.name) if last else ""
    raise not_done(
        Kind.STALE,
        clue,
        row.name,
        t(
            "您打开页面之后，{who}已办理“{done}”，线索现为“{state}”。",
            "Since you opened the page {who} did “{done}”; the clue is now “{state}”.",
            who=who,
            done=done,
            state=clue.get_state_display(),
        ),
        t(
            "您填写的内容没有丢失：请核对最新情况后再提交。",
            "What you wrote is kept: check how the clue stands now and send it again.",
        ),
    )


def _state(clue: Clue, row: Move) -> None:
    if clue.state not in row.from_:
        raise not_done(
            Kind.STATE,
            clue,
            row.name,
            t(
                "线索现为“{state}”，不能这样办理。",
                "The clue is “{state}”; this cannot be done from there.",
                state=clue.get_state_display(),
            ),
            t("请刷新页面查看可办理的事项。", "Reload the page to see what can be done."),
        )


def _mine(clue: Clue, by: Person, row: Move) -> None:
    if row.own and clue.assignee_id != by.pk:
        raise not_done(
            Kind.RIGHT,
            clue,
            row.name,
            t("线索由他人承办。", "The clue is assigned to somebody else."),
            t("请承办人办理，或者先分派给您。", "Ask them, or have it assigned to you first."),
        )
    if row.second and _proposer(clue) == by.pk:
        raise not_done(
            Kind.SECOND,
            clue,
            row.name,
            t("提请人不能复核自己的提请。", "Who proposed it cannot confirm it."),
            t("请另一名检察官或院领导复核。", "Ask another prosecutor or a chief."),
        )


def _proposer(clue: Clue) -> int | None:
    step = clue.steps.filter(to_state=State.PROPOSED).last()
    return step.by_id if step else None


def _reason(clue: Clue, reason: str, row: Move) -> None:
    if row.reason and not reason.strip():
        raise not_done(
            Kind.REASON,
            clue,
            row.name,
            t("没有写明理由。", "No reason was given."),
            t("请写明理由后再提交。", "Give the reason and send it again."),
        )


def _goal(clue: Clue, by: Person, row: Move, asked: Target) -> Target:
    """The target checked and completed: who and where the clue will be."""
    try:
        office = where_to(clue, by, row, asked.office)
        to = whose(clue, by, row, asked.to, office)
    except ValueError as wrong:
        why, cure = wrong.args
        raise not_done(Kind.TARGET, clue, row.name, why, cure) from wrong
    return asked._replace(office=office, to=to)


def _write(
    clue: Clue,
    row: Move,
    by: Person,
    now: datetime,
    reason: str,
    goal: Target,
    details: dict[str, Any],
) -> Step:
    before, came_from, held = clue.state, clue.office, clue.revision
    changes: dict[str, Any] = {
        "state": State.ASSIGNED if row.way is not Way.STAYS and goal.to else row.to,
        "state_since": now,
        "revision": held + 1,
        "snoozed_until": None,
    }
    if row.name in {"assign", "take", "reopen"} or row.way is not Way.STAYS:
        changes["assignee"] = goal.to
    if row.name == "give_back":
        changes["assignee"] = None
    if row.way is not Way.STAYS:
        changes |= {"office": goal.office, "department": goal.department, "batch": None}
    elif goal.department is not None:
        changes["department"] = goal.department
    if goal.due is not None:
        changes["due"] = goal.due
    changed = Clue.objects.filter(pk=clue.pk, revision=held).update(**changes)
    if not changed:
        clue.refresh_from_db()
        _fresh(clue, held, row)
    for name, value in changes.items():
        setattr(clue, name, value)
    return Step.objects.create(
        clue=clue,
        name=row.name,
        from_state=before,
        to_state=clue.state,
        from_office=came_from,
        to_office=goal.office or came_from,
        to_person=goal.to,
        by=by,
        at=now,
        due=goal.due,
        reason=reason.strip(),
        details={key: value for key, value in details.items() if value not in (None, "")},
    )
