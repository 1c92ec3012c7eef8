"""Special actions: which a person sees, and how far each office is. Offices are not ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.cases.records import Action, Target
from xiezhi_desk.cases.selectors import outcomes
from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Clue, Matter
from xiezhi_desk.clues.states import OPEN, State

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["Progress", "actions", "by_model", "clues_of_action", "find_action", "progress"]


class Progress(NamedTuple):
    """How far one office is; in the order of the offices' tree, never by what was founded.

    Attributes:
        target: Clues it is to verify; 0 where none was set.
        clues: Clues of the action that lie with it.
        verified: Of those, decided.
        documents: Case documents of its matters.
    """

    office: Office
    target: int
    clues: int
    verified: int
    founded: int
    documents: int
    recovered: Decimal | None

    @property
    def share(self) -> float | None:
        """Verified of the target, at most 1; None without a target."""
        return min(self.verified / self.target, 1.0) if self.target else None


def actions(access: PersonAccess) -> QuerySet[Action]:
    """Actions of the person's office, of those above that take part of it, and of those below."""
    office = getattr(access.person, "office", None)
    if office is None:
        return Action.objects.none()
    above = office.path.strip("/").split("/")
    return (
        Action.objects.filter(
            Q(office__path__startswith=office.path)
            | Q(office__code__in=above, targets__office__path__startswith=office.path)
            | Q(office=office)
        )
        .select_related("office")
        .distinct()
        .order_by("closed_at", "-begins")
    )


def find_action(access: PersonAccess, number: str) -> Action | None:
    """An action the person may see."""
    return actions(access).filter(number=number).first()


def clues_of_action(action: Action) -> QuerySet[Clue]:
    """Clues of its models and lines, at its offices, that arrived before it ended."""
    return Clue.objects.filter(
        model__in=action.model_ids,
        line__in=action.lines,
        office__in=action.targets.values("office"),
        first_seen__date__lte=action.ends,
    )


def by_model(action: Action, access: PersonAccess) -> dict[str, tuple[int, int]]:
    """Clues and decided clues of each of its models, as far as the person sees; 0 for none."""
    found = clues_of_action(action).filter(pk__in=visible(access).values("pk")).order_by()
    counted = {
        row["model"]: (row["clues"], row["verified"])
        for row in found.values("model").annotate(
            clues=Count("pk"), verified=Count("pk", filter=~Q(state__in=OPEN))
        )
    }
    return {model: counted.get(model, (0, 0)) for model in action.model_ids}


def progress(action: Action, access: PersonAccess) -> list[Progress]:
    """Each office's part, of the person's office and those below (four queries).

    Of the others the person sees no clue: a nought beside their target would be untrue.
    """
    theirs = action.targets.filter(office__in=access.offices()).select_related("office")
    targets = {target.office_id: target for target in theirs}
    seen = visible(access)
    clues = clues_of_action(action).filter(pk__in=seen.values("pk"))
    counted = {
        row["office"]: row
        for row in clues.order_by()
        .values("office")
        .annotate(
            clues=Count("pk"),
            verified=Count("pk", filter=~Q(state__in=OPEN)),
            founded=Count("pk", filter=Q(state=State.FOUNDED)),
        )
    }
    matters = Matter.objects.filter(pk__in=clues.filter(state=State.FOUNDED).values("matter"))
    # A matter stays where it was first raised; the work is its clue's office's.
    lies = clues.filter(matter=OuterRef("matter"), state=State.FOUNDED).order_by("pk")
    effects = {
        row["lies"]: row
        for row in outcomes.counted()
        .filter(matter__in=matters, document_on__gte=action.begins)
        .order_by()
        .annotate(lies=Subquery(lies.values("office")[:1]))
        .values("lies")
        .annotate(documents=Count("pk"), money=Sum("recovered"))
    }
    offices = Office.objects.filter(pk__in=targets).order_by("path")
    return [_progress(office, targets[office.pk], counted, effects) for office in offices]


def _progress(office: Office, target: Target, counted: dict, effects: dict) -> Progress:  # type: ignore[type-arg]
    numbers, effect = counted.get(office.pk, {}), effects.get(office.pk, {})
    return Progress(
        office=office,
        target=target.verify,
        clues=numbers.get("clues", 0),
        verified=numbers.get("verified", 0),
        founded=numbers.get("founded", 0),
        documents=effect.get("documents", 0),
        recovered=effect.get("money"),
    )
