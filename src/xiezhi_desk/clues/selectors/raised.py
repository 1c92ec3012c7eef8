"""What a job raised: its clues by whether they were new, seen again, changed, gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Sighting
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.runs.records import Job

__all__ = ["of_job", "raised_by"]


def raised_by(job: str, seen: str = "") -> Q:
    """Clues that the bundles of a job said something of.

    Args:
        job: The job's number.
        seen: Only those it said this of, a ``Sighting.Kind``; empty: those that it raised.
    """
    found = Sighting.objects.filter(bundle__job__number=job)
    found = found.filter(kind=seen) if seen else found.exclude(kind=Sighting.Kind.GONE)
    return Q(pk__in=found.values("clue_id"))


def of_job(access: PersonAccess, job: Job) -> dict[str, Any]:
    """What a job's page shows of the clues within the person's reach; nothing without the right."""
    if not access.may(Right.SEE_CLUES):
        return {}
    found = Sighting.objects.filter(bundle__job=job).order_by()
    said = found.filter(clue__in=visible(access).values("pk"))
    counted = dict(said.values_list("kind").annotate(Count("pk")))
    if not counted:
        return {}
    return {
        "kinds": [
            (label, counted.get(kind, 0), _address(job, kind))
            for kind, label in Sighting.Kind.choices
        ],
        "all": _address(job),
        "raised": sum(n for kind, n in counted.items() if kind != Sighting.Kind.GONE),
    }


def _address(job: Job, seen: str = "") -> str:
    asked = {"state": "all", "job": job.number, **({"seen": seen} if seen else {})}
    return f"{reverse('clues:list')}?{urlencode(asked)}"
