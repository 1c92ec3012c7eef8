"""Who handles a clue, and which office: assigned, handed down, raised, taken over, sent across.

A person is suggested by load (``selectors.loads``), never assigned by the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.clues.selectors.terms import own_due
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.moving import lock, move

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Office, Person
    from xiezhi_desk.clues.records import Clue, Step

__all__ = ["assign", "assign_list", "hand_down", "raise_up", "send_across", "take_over"]


def assign(
    clue: Clue,
    to: Person,
    by: Person,
    now: datetime,
    *,
    due: date | None = None,
    reason: str = "",
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """Give a clue to a person of the office where it lies.

    Raises:
        Refused: As ``moving.move``.
    """
    return move(
        clue,
        "assign",
        by,
        now,
        reason,
        to=to,
        department=to.department,
        due=due,
        revision=revision,
        access=access,
    )


def assign_list(
    clues: Iterable[Clue],
    to: Person,
    by: Person,
    now: datetime,
    *,
    due: date | None = None,
    revisions: Mapping[str, int] | None = None,
    access: PersonAccess | None = None,
) -> int:
    """Give a whole list to one person, all or none; how many.

    Raises:
        Refused: As ``moving.move``, naming the clue that stands against it.
    """
    with door(by, now):
        held = lock(clues)
        for clue in held:
            seen = (revisions or {}).get(clue.number)
            assign(clue, to, by, now, due=due, revision=seen, access=access)
    return len(held)


def hand_down(
    clue: Clue,
    office: Office,
    by: Person,
    now: datetime,
    *,
    today: date,
    reason: str = "",
    due: date | None = None,
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """交办: a clue goes to an office below, which signs for it and reports back by a day.

    Args:
        clue: The clue.
        office: An office below the one where it lies.
        by: Who.
        now: The moment.
        today: The day the term is counted from.
        reason: What is asked of the office.
        due: By when; without it the giving office's own term, or none where it set none.
        revision: The revision the form showed.
        access: The person's.

    Raises:
        Refused: As ``moving.move``.
    """
    return _sent(
        clue,
        "hand_down",
        by,
        now,
        today,
        reason,
        due,
        office=office,
        revision=revision,
        access=access,
    )


def raise_up(
    clue: Clue,
    by: Person,
    now: datetime,
    *,
    today: date,
    reason: str,
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """提请提办: a clue goes to the office directly above.

    Raises:
        Refused: As ``moving.move``.
    """
    return _sent(clue, "raise", by, now, today, reason, None, revision=revision, access=access)


def take_over(
    clue: Clue,
    by: Person,
    now: datetime,
    *,
    reason: str,
    to: Person | None = None,
    due: date | None = None,
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """领办: the mover's own office takes a clue of an office below, perhaps for a person at once.

    Raises:
        Refused: As ``moving.move``.
    """
    return move(
        clue, "take_over", by, now, reason, to=to, due=due, revision=revision, access=access
    )


def send_across(
    clue: Clue,
    office: Office,
    by: Person,
    now: datetime,
    *,
    today: date,
    reason: str,
    due: date | None = None,
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """移送同级院: the office that receives it may not send it back or on, only raise it (规则 26).

    Raises:
        Refused: As ``moving.move``.
    """
    return _sent(
        clue,
        "send_across",
        by,
        now,
        today,
        reason,
        due,
        office=office,
        revision=revision,
        access=access,
    )


def _sent(
    clue: Clue,
    name: str,
    by: Person,
    now: datetime,
    today: date,
    reason: str,
    due: date | None,
    *,
    office: Office | None = None,
    revision: int | None,
    access: PersonAccess | None,
) -> Step:
    basis = ""
    if due is None and (own := own_due(clue.office, name, today)):
        due, basis = own
    return move(
        clue,
        name,
        by,
        now,
        reason,
        office=office,
        due=due,
        revision=revision,
        access=access,
        basis=basis,
    )
