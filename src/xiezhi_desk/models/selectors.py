"""Models as pages list them: filtered, with the last run the person's office received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from xiezhi_desk.library.models import catalogue
from xiezhi_desk.runs.records import Bundle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.library.models import ModelEntry

__all__ = ["bundles_of", "found", "last_runs"]


def found(*, line: str = "", grade: str = "", ready: str = "", text: str = "") -> list[ModelEntry]:
    """Shipped models that fit.

    Args:
        line: One of the four lines.
        grade: ``certain``, ``suspicious``, ``indicative``.
        ready: ``yes`` for the field-ready ones.
        text: Words that all occur in title, point, organ, duty or law.
    """
    words = text.casefold().split()
    return [
        one
        for one in catalogue()
        if (not line or one.line == line)
        and (not grade or one.grade == grade)
        and (ready != "yes" or one.yielded is not None)
        and all(word in one.words.casefold() for word in words)
    ]


def bundles_of(access: PersonAccess, model: str) -> QuerySet[Bundle]:
    """Runs of a model received by the person's office, those above and those below."""
    return _near(access).filter(model=model).select_related("office")


def last_runs(access: PersonAccess, models: Iterable[str]) -> dict[str, Bundle]:
    """The last run of each model (one query)."""
    last: dict[str, Bundle] = {}
    for bundle in _near(access).filter(model__in=list(models)).order_by("received_at"):
        last[bundle.model] = bundle
    return last


def _near(access: PersonAccess) -> QuerySet[Bundle]:
    office = getattr(access.person, "office", None)
    if office is None:
        return Bundle.objects.none()
    above = office.path.strip("/").split("/")
    return Bundle.objects.filter(
        Q(office__path__startswith=office.path) | Q(office__code__in=above)
    )
