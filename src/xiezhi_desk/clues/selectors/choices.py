"""What the list's filters offer: models that brought clues, offices, people, saved views."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast

from xiezhi_desk.accounts.selectors import people_of
from xiezhi_desk.clues.records import SavedView
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.ui.words import chinese

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.access import Reach

__all__ = [
    "Choice",
    "Title",
    "models_of",
    "offices_of",
    "people_for",
    "titles",
    "titles_and_people",
    "views_of",
]


class Choice(NamedTuple):
    """A line of a select: its value in addresses, and what it says."""

    value: str
    label: str


class Title(NamedTuple):
    """A model as its bundles name it."""

    model: str
    line: str
    zh: str
    en: str


def titles() -> list[Title]:
    """Every model a bundle was received of, by title (one query)."""
    rows = Bundle.objects.order_by("title_zh").values_list("model", "line", "title_zh", "title_en")
    return [Title(*row) for row in rows.distinct()]


def titles_and_people(person: Person | None) -> tuple[list[Title], list[Choice]]:
    """The titles, and the people of the person's own office, who may have clues (one query).

    Args:
        person: Who asks; None: without people.
    """
    if person is None or person.office is None:
        return titles(), []
    blank = {"of": Value("", output_field=CharField()), "at": Value("", output_field=CharField())}
    there = people_of(person.office).order_by()
    people = there.annotate(key=Cast("pk", CharField()), **blank).values_list(
        "of", "key", "name", "at"
    )
    rows = Bundle.objects.order_by().values_list("model", "line", "title_zh", "title_en").distinct()
    found, mine = list[Title](), list[Choice]()
    for row in sorted(rows.union(people, all=True), key=itemgetter(2, 1)):
        if row[0]:
            found.append(Title(*row))
        else:
            mine.append(Choice(row[1], row[2]))
    return found, mine


def models_of(every: Iterable[Title], far: Reach) -> list[Choice]:
    """The models of the person's lines."""
    found = {
        one.model: Choice(one.model, one.zh if chinese() else one.en)
        for one in every
        if one.line in far.lines
    }
    return sorted(found.values(), key=lambda one: one.label)


def offices_of(far: Reach) -> list[Choice]:
    """The offices of the person's reach, indented by level; none when there is only one."""
    if len(far.places) < 2:
        return []
    top = far.places[0][0].count("/")
    return [
        Choice(str(pk), "\u3000" * (path.count("/") - top) + name) for path, pk, name in far.places
    ]


def people_for(person: Person) -> list[Choice]:
    """The people of the person's own office, who may have clues in hand (one query)."""
    if person.office is None:
        return []
    return [Choice(str(one.pk), one.name) for one in people_of(person.office).only("pk", "name")]


def views_of(person: Person) -> QuerySet[SavedView]:
    """The person's saved views and those colleagues of the office share (one query)."""
    return (
        SavedView.objects.filter(
            Q(person=person) | Q(shared=True, person__office_id=person.office_id)
        )
        .select_related("person")
        .order_by("name", "pk")
    )
