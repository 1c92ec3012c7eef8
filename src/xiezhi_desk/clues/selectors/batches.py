"""Reading batches: which, with what answers, which proposals wait for a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from xiezhi_desk.clues.access import reach, visible
from xiezhi_desk.clues.records import Batch, BatchAnswer, Clue, Decision
from xiezhi_desk.clues.selectors.within import of_seen_clue
from xiezhi_desk.clues.states import FINAL, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["Line", "Proposals", "batches", "find_batch", "lines_of", "proposals", "same_kind"]


def batches(access: PersonAccess) -> QuerySet[Batch]:
    """Batches of the person's offices, with how far they are; the newest first."""
    return (
        Batch.objects.filter(office__in=reach(access).offices)
        .filter(Exists(visible(access).filter(batch=OuterRef("pk")).order_by()))
        .select_related("office", "made_by")
        .annotate(
            number_of_clues=Count("clues", distinct=True),
            decided=Count("clues", filter=Q(clues__state__in=FINAL), distinct=True),
            proposed=Count("clues", filter=Q(clues__state=State.PROPOSED), distinct=True),
        )
        .order_by("-made_at", "-pk")
    )


def find_batch(access: PersonAccess, number: str) -> Batch | None:
    """A batch of the person's offices of which they see every clue; None for them otherwise."""
    batch = Batch.objects.select_related("office", "made_by").filter(number=number).first()
    if batch is None or batch.office_id not in reach(access).offices:
        return None
    mine = batch.made_by_id == access.person.pk
    seen = visible(access).filter(batch=batch).count()
    return batch if (seen or mine) and seen == batch.clues.count() else None


class Line(NamedTuple):
    """A clue of a batch with the answer that stands, later ones that differ, and its decision."""

    clue: Clue
    answer: BatchAnswer | None
    later: list[BatchAnswer]
    decision: Decision | None


def lines_of(batch: Batch) -> list[Line]:
    """The clues of a batch, each with its answers (three queries)."""
    clues = list(batch.clues.select_related("assignee", "latest__bundle").order_by("pk"))
    stands: dict[int, BatchAnswer] = {}
    later: dict[int, list[BatchAnswer]] = {}
    for one in batch.answers.filter(problem="", clue__isnull=False).order_by("pk"):
        key = one.clue_id or 0
        if one.stands:
            stands[key] = one
        else:
            later.setdefault(key, []).append(one)
    standing = Decision.objects.filter(clue__batch=batch, stands=True).select_related("by")
    decisions = {decision.clue_id: decision for decision in standing}
    found = []
    for clue in clues:
        answer = stands.get(clue.pk)
        after = [one for one in later.get(clue.pk, []) if answer and one.pk > answer.pk]
        found.append(Line(clue, answer, after, decisions.get(clue.pk)))
    return found


def same_kind(access: PersonAccess, clue: Clue, most: int) -> list[Clue]:
    """All open clues of the clue's model on its organ in its office that the person may take."""
    return list(
        visible(access)
        .filter(
            model=clue.model,
            organ=clue.organ,
            office=clue.office_id,
            state__in=(State.NEW, State.ASSIGNED, State.VERIFYING),
            batch=None,
        )
        .filter(Q(assignee=None) | Q(assignee=access.person.pk))
        .order_by("-worth", "-id")[:most]
    )


class Proposals(NamedTuple):
    """Proposals that wait for a second person: one by one, in lists, in batches."""

    single: list[Clue]
    lists: list[tuple[str, list[Clue]]]
    batches: list[tuple[Batch, list[Clue]]]

    @property
    def number(self) -> int:
        """How many clues wait."""
        return len(self.single) + sum(len(clues) for _, clues in (*self.lists, *self.batches))


def proposals(access: PersonAccess, lines: Iterable[str], most: int = 500) -> Proposals:
    """What waits for this person as the second: proposed by others, of their lines and offices."""
    rows = (
        Decision.objects.filter(
            of_seen_clue(access),
            stands=True,
            confirmed_at=None,
            clue__state=State.PROPOSED,
            clue__line__in=list(lines),
        )
        .exclude(by=access.person.pk)
        .select_related("clue__office", "clue__assignee", "clue__latest__bundle", "by", "batch")
        .order_by("at", "pk")[:most]
    )
    single: list[Clue] = []
    lists: dict[str, list[Clue]] = {}
    in_batch: dict[int, tuple[Batch, list[Clue]]] = {}
    for decision in rows:
        clue = decision.clue
        clue.__dict__["proposal"] = decision
        if decision.batch is not None:
            in_batch.setdefault(decision.batch.pk, (decision.batch, []))[1].append(clue)
        elif decision.bulk:
            lists.setdefault(decision.bulk, []).append(clue)
        else:
            single.append(clue)
    return Proposals(single, list(lists.items()), list(in_batch.values()))
