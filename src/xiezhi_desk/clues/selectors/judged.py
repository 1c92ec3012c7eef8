"""What the page of a clue shows of its handling: moves allowed now, history, decision, tasks.

Read once a page and kept on the clue, since several parts of the page show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    prefetch_related_objects,
)

from xiezhi_desk.clues.access import FROM_ABOVE
from xiezhi_desk.clues.records import BlindReading, Clue, Conflict, Decision, Step, Task
from xiezhi_desk.clues.states import State, moves_from

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.ui.rights import Right

__all__ = ["ASKS_ANSWER", "Judged", "flags_for", "has_right", "judged", "with_decision"]

ASKS_ANSWER = ("hand_down", "raise", "send_across", "transfer", "urge")
"""Steps that wait for receipt and feedback."""
_STANDING = "standing_decision"
_DECIDED = ("by", "confirmed_by", "batch")


@dataclass
class Judged:
    """The handling of a clue, as one person may see it.

    Attributes:
        moves: Names of the moves this person may make now.
        conflict: They declared a conflict of interest: no moves but giving it back.
        blinded: They read it blind just now: decision and history stay hidden.
        steps: The history, oldest first.
        decision: The one that stands.
        tasks: Verification tasks with their evidence.
        orders: Open orders that this person's office is to answer.
        in_matter: Clues of the matter, with this one.
    """

    moves: frozenset[str] = frozenset()
    conflict: bool = False
    blinded: bool = False
    steps: list[Step] = field(default_factory=list)
    decision: Decision | None = None
    tasks: list[Task] = field(default_factory=list)
    orders: list[Step] = field(default_factory=list)
    in_matter: int = 1


def judged(access: PersonAccess, clue: Clue) -> Judged:
    """The handling of a clue the person may see: one to four queries, once a page."""
    kept = clue.__dict__.get("_judged")
    if not isinstance(kept, Judged):
        kept = _read(access, clue)
        clue.__dict__["_judged"] = kept
    return kept


def flags_for(access: PersonAccess) -> dict[str, Any]:
    """What a page of a clue asks first, as annotations of the query that reads the clue."""
    me = access.person.pk
    own = Conflict.objects.filter(person=me, ended_at=None)
    reading = BlindReading.objects.filter(
        decision__clue=OuterRef("pk"), reader=me, read_at=None, decision__stands=True
    )
    same = Clue.objects.filter(matter=OuterRef("matter")).order_by().values("matter")
    return {
        "flag_conflict": Exists(
            own.filter(Q(clue=OuterRef("pk")) | Q(organ=OuterRef("organ")) & ~Q(organ=""))
        ),
        "flag_blinded": Exists(reading),
        "flag_tasked": Exists(Task.objects.filter(clue=OuterRef("pk"))),
        "flag_in_matter": Subquery(same.annotate(number=Count("pk")).values("number")),
    }


def _flags(access: PersonAccess, clue: Clue) -> dict[str, Any]:
    """The flags as the clue was read with, or read now."""
    names = flags_for(access)
    found = {name: clue.__dict__[name] for name in names if name in clue.__dict__}
    if len(found) < len(names):
        found = Clue.objects.filter(pk=clue.pk).annotate(**names).values(*names).get()
    return {name.removeprefix("flag_"): value for name, value in found.items()}


def _read(access: PersonAccess, clue: Clue) -> Judged:
    flags = _flags(access, clue)
    if flags["blinded"]:
        return Judged(blinded=True, in_matter=flags["in_matter"])
    steps = list(
        clue.steps.select_related("by", "to_person", "from_office", "to_office", "of").order_by(
            "at", "pk"
        )
    )
    tasks: list[Task] = []
    if flags["tasked"]:
        rows = Task.objects.filter(clue=clue).select_related("by", "second")
        tasks = list(rows.order_by(F("returned_on").asc(nulls_first=True), "pk"))
        prefetch_related_objects([task for task in tasks if task.returned_on], "items")
    return Judged(
        moves=_moves(access, clue, steps, conflict=flags["conflict"]),
        conflict=flags["conflict"],
        steps=steps,
        decision=_standing(clue),
        tasks=tasks,
        orders=_orders(access, clue, steps),
        in_matter=flags["in_matter"],
    )


def with_decision(clues: QuerySet[Clue]) -> QuerySet[Clue]:
    """Each clue with the decision that stands (there is one at most), read along with it."""
    stands = FilteredRelation("decisions", condition=Q(decisions__stands=True))
    told = (f"{_STANDING}__{name}" for name in _DECIDED)
    return clues.annotate(**{_STANDING: stands}).select_related(_STANDING, *told)


def _standing(clue: Clue) -> Decision | None:
    """The decision that came with the clue, else read now."""
    if hasattr(clue, _STANDING):
        came: Decision | None = getattr(clue, _STANDING)
        return came
    found = Decision.objects.select_related(*_DECIDED)
    return found.filter(clue=clue, stands=True).first()


def has_right(access: PersonAccess, clue: Clue, right: Right) -> bool:
    """Whether the person has the right over the clue's line and office, without asking the base."""
    office = getattr(access.person, "office_id", None)
    near = office == clue.office_id or right in FROM_ABOVE or clue.restricted
    return bool(access.may(right)) and clue.line in access.lines(right) and near


def _moves(
    access: PersonAccess, clue: Clue, steps: list[Step], *, conflict: bool
) -> frozenset[str]:
    me, found = access.person.pk, set()
    proposals = [step.by_id for step in steps if step.to_state == State.PROPOSED]
    for row in moves_from(clue.state):
        if row.own and clue.assignee_id != me:
            continue
        if row.second and proposals and proposals[-1] == me:
            continue
        if all(has_right(access, clue, right) for right in (row.right, row.also) if right) and (
            not conflict or row.name == "give_back"
        ):
            found.add(row.name)
    return frozenset(_fitting(found, access, clue))


def _fitting(names: set[str], access: PersonAccess, clue: Clue) -> set[str]:
    """Without the moves that make no sense from here: taking over what is one's own, …"""
    office = getattr(access.person, "office_id", None)
    if office == clue.office_id:
        names.discard("take_over")
    else:
        names -= {"assign", "transfer", "raise", "send_across"}
    if clue.office.parent_id is None:
        names.discard("raise")
    if clue.office.level == "county":
        names.discard("hand_down")
    if clue.state == State.ASSIGNED and clue.assignee_id == access.person.pk:
        names.discard("take")
    return names


def _orders(access: PersonAccess, clue: Clue, steps: list[Step]) -> list[Step]:
    """What waits for this person's office to sign for or report back."""
    office = getattr(access.person, "office_id", None)
    return [
        step
        for step in steps
        if step.name in ASKS_ANSWER
        and step.answered_at is None
        and office == (step.from_office_id if step.name == "transfer" else step.to_office_id)
        and (step.name == "transfer" or clue.office_id == office)
    ]
