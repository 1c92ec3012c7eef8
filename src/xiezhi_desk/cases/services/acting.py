"""Special actions (专项行动): opened with a goal and a basis, targets set, closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Office
from xiezhi_desk.audit.services import record
from xiezhi_desk.cases.problems import NotRecorded
from xiezhi_desk.cases.records import Action, Target
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["Plan", "close", "open_action", "set_targets"]


@dataclass(frozen=True)
class Plan:
    """What an action is about.

    Attributes:
        basis: Its legal basis; a special action needs one (人民检察院行政诉讼监督规则 122).
    """

    title: str
    goal: str
    basis: str
    begins: date
    ends: date
    lines: tuple[str, ...]
    model_ids: tuple[str, ...]


def open_action(plan: Plan, by: Person, now: datetime) -> Action:
    """Open an action of the person's office; every office of its reach takes part, without target.

    Raises:
        NotRecorded: No right, or no office.
    """
    access = PersonAccess(by)
    answer = access.may(Right.LEAD_ACTIONS)
    if not answer or by.office is None:
        raise _refused("", answer.reason)
    with transaction.atomic():
        made = Action.objects.create(
            number=new_number(),
            title=plan.title,
            goal=plan.goal,
            basis=plan.basis,
            begins=plan.begins,
            ends=plan.ends,
            lines=list(plan.lines),
            model_ids=list(plan.model_ids),
            office=by.office,
            by=by,
            made_at=now,
        )
        Target.objects.bulk_create(
            Target(action=made, office=office) for office in access.offices()
        )
        _told("action.opened", made, by, now)
    return made


def set_targets(action: Action, verify: Mapping[int, int], by: Person, now: datetime) -> None:
    """Set how many clues each office is to verify; never how many it is to find.

    Args:
        action: The action.
        verify: Clues by office; offices left out keep theirs.
        by: Who sets them.
        now: The moment.

    Raises:
        NotRecorded: No right, not the own office's action, closed, or an office not in it.
    """
    with transaction.atomic():
        kept = _own(action, by)
        known = {row.office_id: row for row in kept.targets.select_for_update()}
        if unknown := set(verify) - set(known):
            names = Office.objects.filter(pk__in=unknown).values_list("name", flat=True)
            why = t("{names}不在本次行动范围内。", "{names} takes no part.").format(
                names="、".join(names)
            )
            raise _refused(kept.number, why)
        for office, number in verify.items():
            known[office].verify = number
        Target.objects.bulk_update(known.values(), ["verify"])
        _told("action.targets", kept, by, now)


def close(action: Action, by: Person, now: datetime) -> None:
    """Close an action; it stays readable.

    Raises:
        NotRecorded: No right, not the own office's action, or closed already.
    """
    with transaction.atomic():
        kept = _own(action, by)
        kept.closed_at = now
        kept.save(update_fields=("closed_at",))
        _told("action.closed", kept, by, now)


def _own(action: Action, by: Person) -> Action:
    answer = PersonAccess(by).may(Right.LEAD_ACTIONS)
    kept = Action.objects.select_for_update().get(pk=action.pk)
    if not answer:
        raise _refused(kept.number, answer.reason)
    if kept.office_id != by.office_id:
        why = t("由组织开展的院办理。", "The office that leads the action does that.")
        raise _refused(kept.number, why)
    if kept.closed_at is not None:
        raise _refused(kept.number, t("行动已结束。", "The action is closed."))
    return kept


def _refused(where: str, why: str) -> NotRecorded:
    what = t("专项行动没有改动。", "The action was left as it was.")
    cure = t("请有此职责的人员办理。", "Ask somebody with that duty.")
    return NotRecorded(what, where=where, why=why, cure=cure)


def _told(action: str, kept: Action, by: Person, now: datetime) -> None:
    record(by=by, action=action, thing=f"action:{kept.number}", now=now)
