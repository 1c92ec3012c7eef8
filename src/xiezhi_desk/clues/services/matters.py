"""Merging matters and parting them again, without losing anything.

A clue never forgets the matter it arrived in (``origin``); where it is now follows from that and
from which matters were merged into which: ``matter = the live matter its origin leads to``. Both
acts only change that tree and move the clues after it, so any order of them can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Clue, Conflict, Matter, Step
from xiezhi_desk.clues.selectors.matters import beneath
from xiezhi_desk.clues.services.door import Door, door
from xiezhi_desk.clues.services.moving import lock
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.slots import matter_carried
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["merge", "part"]


def merge(
    matters: Iterable[Matter],
    into: Matter,
    by: Person,
    now: datetime,
    reason: str,
    *,
    access: PersonAccess | None = None,
) -> int:
    """Merge live matters of one office into another of it; how many clues moved.

    Raises:
        Refused: A matter is not live, of another office, or holds a clue out of the person's reach;
            a conflict of interest; no reason.
    """
    with door(by, now) as act:
        keys = sorted({matter.pk for matter in matters} - {into.pk})
        held = lock(Clue.objects.filter(matter__in=[*keys, into.pk]))
        rows = {
            row.pk: row
            for row in Matter.objects.select_for_update(of=("self",))
            .filter(pk__in=[*keys, into.pk])
            .order_by("pk")
        }
        _permit(rows.values(), held, by, access, into, reason)
        if not keys:
            raise _refused(into, t("没有选择要并入的事项。", "No matter was chosen."))
        for row in rows.values():
            if row.merged_into_id is not None:
                raise _refused(
                    row, t("该事项已并入其他事项。", "It is merged into another already.")
                )
            if row.office_id != into.office_id:
                raise _refused(
                    row, t("不同检察院的事项不能合并。", "They are of different offices.")
                )
        origins = set().union(*(beneath(rows[key]) for key in keys))
        Matter.objects.filter(pk__in=keys).update(merged_into=into)
        moved = [clue for clue in held if clue.matter_id != into.pk]
        _move(act, moved, into.pk, "merge", by, now, reason, other=into.number)
        _carry(origins, into.pk)
        act.credit(into.pk)
        for key in keys:
            act.credit(key)
            act.tell("matter.merge", f"matter:{rows[key].number}", reason=reason, into=into.number)
        return len(moved)


def part(
    matter: Matter,
    by: Person,
    now: datetime,
    reason: str,
    *,
    access: PersonAccess | None = None,
) -> int:
    """Part a merged matter from the one that took it; its own clues go back to it.

    Raises:
        Refused: It is not merged; else as ``merge``.
    """
    with door(by, now) as act:
        above = matter.merged_into
        if above is None:
            raise _refused(matter, t("该事项没有并入其他事项。", "It is not merged."))
        back = beneath(matter)
        held = lock(Clue.objects.filter(origin__in=back))
        row = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
        _permit([row], held, by, access, matter, reason)
        if row.merged_into_id is None:
            raise _refused(matter, t("该事项刚刚已被分出。", "It was parted just now."))
        left = {clue.matter_id for clue in held}
        row.merged_into = None
        row.save(update_fields=("merged_into",))
        matter.merged_into = None
        _move(act, held, matter.pk, "part", by, now, reason, other=above.number)
        _carry(back, matter.pk)
        for key in left | {matter.pk}:
            act.credit(key)
        act.tell("matter.part", f"matter:{matter.number}", reason=reason, of=above.number)
        return len(held)


def _move(
    act: Door,
    clues: list[Clue],
    to: int,
    name: str,
    by: Person,
    now: datetime,
    reason: str,
    *,
    other: str,
) -> None:
    Clue.objects.filter(pk__in=[clue.pk for clue in clues]).update(matter=to)
    Step.objects.bulk_create(
        Step(clue=clue, name=name, by=by, at=now, reason=reason.strip(), details={"matter": other})
        for clue in clues
    )
    for clue in clues:
        act.tell(f"clue.{name}", f"clue:{clue.number}", matter=other)


def _carry(origins: set[int], to: int) -> None:
    """What other rooms hang on matters goes where the clues go."""
    for carried in matter_carried:
        carried(origins, to)


def _permit(
    matters: Iterable[Matter],
    clues: list[Clue],
    by: Person,
    access: PersonAccess | None,
    named: Matter,
    reason: str,
) -> None:
    """Every clue in reach, of an own line; the own office; no conflict; a reason."""
    rights = access or PersonAccess(by)
    keys = [clue.pk for clue in clues]
    lines = rights.lines(Right.JUDGE_CLUES) | rights.lines(Right.ASSIGN)
    seen = visible(rights).filter(pk__in=keys).count()
    if seen != len(keys):
        raise _refused(named, t("其中有您不能查看的线索。", "It holds clues out of your reach."))
    if not {clue.line for clue in clues} <= lines:
        raise _refused(named, t("您的职责不包含其中的条线。", "No duty of yours covers its line."))
    if any(matter.office_id != by.office_id for matter in matters):
        raise _refused(named, t("事项不在本院。", "It is not of your office."))
    organs = {clue.organ for clue in clues}
    conflict = Conflict.objects.filter(person=by, ended_at=None)
    if conflict.filter(Q(clue__in=keys) | Q(organ__in=organs) & ~Q(organ="")).exists():
        raise _refused(
            named, t("您已声明回避。", "You declared a conflict of interest."), Kind.CONFLICT
        )
    if not reason.strip():
        raise _refused(named, t("没有写明理由。", "No reason was given."), Kind.REASON)


def _refused(matter: Matter, why: str, kind: Kind = Kind.TARGET) -> Refused:
    return Refused(
        kind,
        t("事项没有变化。", "Nothing was merged or parted."),
        where=matter.number,
        why=why,
        cure=t("请核对后再办理。", "Check it and try again."),
        asked="merge",
    )
