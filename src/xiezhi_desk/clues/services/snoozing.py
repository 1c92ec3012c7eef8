"""Putting a clue aside until a day, with the reason; and taking it up again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Clue, Snooze, Step
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.permitting import not_done, permit
from xiezhi_desk.clues.services.refusing import Kind
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date, datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["LONGEST", "snooze", "wake", "wake_due"]

LONGEST = timedelta(days=180)
"""Nothing is put aside for ever."""


def snooze(
    clue: Clue,
    until: date,
    by: Person,
    now: datetime,
    *,
    today: date,
    reason: str,
    access: PersonAccess | None = None,
) -> Snooze:
    """Put one's own clue aside until a day.

    Raises:
        Refused: Not the assignee's, not in work, no reason, or a day past, too late or after the
            clue's own last day.
    """
    with door(by, now) as act:
        clue.refresh_from_db(from_queryset=Clue.objects.select_for_update(of=("self",)))
        permit(access or PersonAccess(by), clue, "snooze", Right.JUDGE_CLUES)
        wrong = _wrong(clue, until, by, today, reason)
        if wrong:
            raise not_done(
                Kind.TARGET,
                clue,
                "snooze",
                wrong,
                t("请更正后再提交。", "Correct it and try again."),
            )
        Snooze.objects.filter(clue=clue, ended_at=None).update(ended_at=now)
        made = Snooze.objects.create(clue=clue, until=until, reason=reason.strip(), by=by, at=now)
        _set(clue, until)
        Step.objects.create(
            clue=clue, name="snooze", by=by, at=now, due=until, reason=reason.strip()
        )
        act.tell("clue.snooze", f"clue:{clue.number}", reason=reason, until=str(until))
        return made


def wake(clue: Clue, by: Person, now: datetime, *, access: PersonAccess | None = None) -> None:
    """Take a clue up again before its day.

    Raises:
        Refused: Out of reach, no right, or not put aside.
    """
    with door(by, now) as act:
        permit(access or PersonAccess(by), clue, "wake", Right.JUDGE_CLUES)
        if not Snooze.objects.filter(clue=clue, ended_at=None).update(ended_at=now):
            raise not_done(
                Kind.STATE,
                clue,
                "wake",
                t("线索没有暂缓。", "The clue is not put aside."),
                t("请刷新页面。", "Reload the page."),
            )
        _set(clue, None)
        Step.objects.create(clue=clue, name="wake", by=by, at=now)
        act.tell("clue.wake", f"clue:{clue.number}")


def wake_due(today: date, now: datetime) -> int:
    """Take up again every clue whose day has come; how many. Run nightly."""
    due = Snooze.objects.filter(ended_at=None, until__lte=today)
    keys = list(due.values_list("clue_id", flat=True))
    due.update(ended_at=now)
    return Clue.objects.filter(pk__in=keys).update(snoozed_until=None)


def _set(clue: Clue, until: date | None) -> None:
    clue.snoozed_until = until
    clue.save(update_fields=("snoozed_until",))


def _wrong(clue: Clue, until: date, by: Person, today: date, reason: str) -> str:
    if clue.state not in {State.ASSIGNED, State.VERIFYING} or clue.assignee_id != by.pk:
        return t("只有承办人可以暂缓在办线索。", "Only its assignee puts a clue in work aside.")
    if not reason.strip():
        return t("没有写明理由。", "No reason was given.")
    if not today < until <= today + LONGEST:
        return t("暂缓日期应在明天至 180 天之内。", "The day must be within the next 180 days.")
    if clue.expires is not None and until >= clue.expires:
        return t(
            "线索于 {day} 失去监督时效，不能暂缓到那时。",
            "The clue is of use until {day}; it cannot be put aside until then.",
            day=clue.expires,
        )
    return ""
