"""The restricted channel: a clue only named people see; and who is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Clue, Named, Step
from xiezhi_desk.clues.services.counting import place_of
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.permitting import not_done, permit
from xiezhi_desk.clues.services.refusing import Kind
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["name_people", "restrict", "unrestrict"]


def restrict(
    clue: Clue,
    people: Iterable[Person],
    by: Person,
    now: datetime,
    reason: str,
    *,
    access: PersonAccess | None = None,
) -> Step:
    """Put a clue into the restricted channel and name who may see it; its assignee always does.

    Raises:
        Refused: Out of reach, no right, conflict, or no reason.
    """
    return _switch(clue, list(people), by, now, reason, "restrict", access, on=True)


def unrestrict(
    clue: Clue, by: Person, now: datetime, reason: str, *, access: PersonAccess | None = None
) -> Step:
    """Take a clue out of the restricted channel.

    Raises:
        Refused: As ``restrict``.
    """
    return _switch(clue, [], by, now, reason, "unrestrict", access, on=False)


def name_people(
    clue: Clue,
    people: Iterable[Person],
    by: Person,
    now: datetime,
    reason: str,
    *,
    access: PersonAccess | None = None,
) -> None:
    """Name exactly these people on a restricted clue; who is not among them is named no more.

    Raises:
        Refused: As ``restrict``.
    """
    with door(by, now) as act:
        permit(access or PersonAccess(by), clue, "name", Right.RESTRICT)
        _reason(clue, "name", reason)
        named = _name(clue, list(people), by, now, reason)
        Step.objects.create(
            clue=clue, name="name", by=by, at=now, reason=reason.strip(), details={"people": named}
        )
        act.tell("clue.name", f"clue:{clue.number}", reason=reason, people=named)


def _switch(
    clue: Clue,
    people: list[Person],
    by: Person,
    now: datetime,
    reason: str,
    name: str,
    access: PersonAccess | None,
    *,
    on: bool,
) -> Step:
    with door(by, now) as act:
        clue.refresh_from_db(from_queryset=Clue.objects.select_for_update(of=("self",)))
        permit(access or PersonAccess(by), clue, name, Right.RESTRICT)
        _reason(clue, name, reason)
        before = place_of(clue)
        clue.restricted, clue.revision = on, clue.revision + 1
        clue.save(update_fields=("restricted", "revision"))
        act.count(before, place_of(clue))
        named = _name(clue, people, by, now, reason) if on else []
        act.tell(f"clue.{name}", f"clue:{clue.number}", reason=reason, people=named)
        return Step.objects.create(
            clue=clue, name=name, by=by, at=now, reason=reason.strip(), details={"people": named}
        )


def _name(clue: Clue, people: list[Person], by: Person, now: datetime, reason: str) -> list[int]:
    keys = sorted({person.pk for person in people})
    Named.objects.filter(clue=clue).exclude(person__in=keys).delete()
    Named.objects.bulk_create(
        [Named(clue=clue, person_id=key, by=by, reason=reason.strip(), at=now) for key in keys],
        ignore_conflicts=True,
    )
    return keys


def _reason(clue: Clue, act: str, reason: str) -> None:
    if not reason.strip():
        raise not_done(
            Kind.REASON,
            clue,
            act,
            t("没有写明理由。", "No reason was given."),
            t("请写明理由后再提交。", "Give the reason and send it again."),
        )
