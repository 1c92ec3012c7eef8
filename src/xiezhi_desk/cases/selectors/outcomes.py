"""Founded matters and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, Sum, Value, When

from xiezhi_desk.cases.records import Outcome
from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Matter
from xiezhi_desk.clues.slots import Effect
from xiezhi_desk.clues.states import State

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["FILTERS", "Sums", "counted", "effect", "founded_matters", "standing", "sums", "twice"]

FILTERS = ("none", "waiting", "accepted", "refused", "uncorrected")


class Sums(NamedTuple):
    """What came of some matters.

    Attributes:
        matters: Founded matters.
        cases: Of those, with a case document.
        documents: Case documents that stand, each once.
        answered, accepted: Of those.
        corrected: Accepted and corrected.
        recovered: Money recovered, in yuan.
    """

    matters: int
    cases: int
    documents: int
    answered: int
    accepted: int
    corrected: int
    recovered: Decimal | None


def standing() -> QuerySet[Outcome]:
    """Outcomes not withdrawn."""
    return Outcome.objects.filter(withdrawn_at=None)


def counted() -> QuerySet[Outcome]:
    """Outcomes that count: not withdrawn, and each document of a matter once.

    Two matters may have brought the same document (kind, number, day) into the one they were
    merged to: an entry with the organ's answer counts before one without, else the first.
    """
    waits = Case(When(accepted__isnull=True, then=Value(1)), default=Value(0))
    same = {name: OuterRef(name) for name in ("matter", "kind", "system_number", "document_on")}
    before = (
        standing()
        .annotate(waits=waits)
        .filter(**same)
        .filter(Q(waits__lt=OuterRef("waits")) | Q(waits=OuterRef("waits"), pk__lt=OuterRef("pk")))
    )
    return standing().annotate(waits=waits).filter(~Exists(before))


def twice(matter: Matter) -> frozenset[int]:
    """Entries of a matter that stand and count no more, as another of the same document does."""
    all_of = standing().filter(matter=matter).values_list("pk", flat=True)
    return frozenset(all_of) - frozenset(
        counted().filter(matter=matter).values_list("pk", flat=True)
    )


def founded_matters(
    access: PersonAccess, *, which: str = "", kind: str = "", text: str = ""
) -> QuerySet[Matter]:
    """Live matters with a founded clue that the person may see, newest first.

    Args:
        access: The person's.
        which: One of ``FILTERS``; anything else shows all.
        kind: Kind of document they have.
        text: Part of the organ's name or of a document's number.
    """
    clues = visible(access).filter(state=State.FOUNDED)
    found = (
        Matter.objects.filter(merged_into=None)
        .filter(pk__in=clues.values("matter"))
        .select_related("office")
    )
    here = counted().filter(matter=OuterRef("pk"))
    tests = {
        "none": ~Exists(here),
        "waiting": Exists(here.filter(accepted=None)),
        "accepted": Exists(here.filter(accepted=True)),
        "refused": Exists(here.filter(accepted=False)),
        "uncorrected": Exists(here.filter(accepted=True).exclude(corrected=True)),
    }
    if which in tests:
        found = found.filter(tests[which])
    if kind:
        found = found.filter(Exists(here.filter(kind=kind)))
    if text:
        found = found.filter(
            Q(organ__contains=text) | Exists(here.filter(system_number__contains=text))
        )
    return found.order_by("-made_at", "-pk")


def sums(matters: QuerySet[Matter]) -> Sums:
    """What came of matters, counted (two queries)."""
    keys = matters.order_by().values("pk")
    found = (
        counted()
        .filter(matter__in=keys)
        .aggregate(
            of=Count("matter", distinct=True),
            papers=Count("pk"),
            told=Count("pk", filter=Q(accepted__isnull=False)),
            money=Sum("recovered"),
            yes=Count("pk", filter=Q(accepted=True)),
            done=Count("pk", filter=Q(accepted=True, corrected=True)),
        )
    )
    return Sums(
        matters=matters.order_by().count(),
        cases=found["of"],
        documents=found["papers"],
        answered=found["told"],
        accepted=found["yes"],
        corrected=found["done"],
        recovered=found["money"],
    )


def effect(matters: QuerySet[Matter]) -> Effect:
    """For a model's figures: matters that became a case, documents answered, documents accepted."""
    found = sums(matters)
    return Effect(found.cases, found.answered, found.accepted)
