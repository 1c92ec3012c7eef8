"""Tasks that wait, and what a clue's checklist suggests to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Q

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Task
from xiezhi_desk.clues.selectors.reasons import questions
from xiezhi_desk.clues.selectors.within import of_seen_clue
from xiezhi_desk.clues.states import OPEN

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue

__all__ = ["Suggestion", "find_task", "suggestions", "waiting"]


class Suggestion(NamedTuple):
    """A question of the checklist as a task: whom to ask for what; a person edits it."""

    question: str
    way: str
    whom: str
    what: str
    excludes_when: str


def suggestions(clue: Clue, tasks: list[Task]) -> list[Suggestion]:
    """What the checklist suggests that no task asks yet: by letter to the organ, or in its file."""
    asked = {task.ask.get("question") for task in tasks if task.withdrawn_at is None}
    return [
        Suggestion(
            question.key,
            Task.Way.FILE if clue.case_number else Task.Way.ASK,
            clue.organ,
            question.text,
            question.excludes_when,
        )
        for question in questions(clue)
        if question.key not in asked
    ]


def find_task(access: PersonAccess, number: str) -> Task | None:
    """A task of a clue the person may see; None when there is none for them."""
    task = (
        Task.objects.select_related("clue__office", "clue__latest__bundle", "by", "second")
        .filter(number=number, clue__isnull=False)
        .first()
    )
    if task is None or not visible(access).filter(tasks=task).exists():
        return None
    return task


def waiting(access: PersonAccess, today: date, scope: str = "mine") -> QuerySet[Task]:
    """Tasks that are not answered: the person's own, or all they may see; the overdue first."""
    tasks = Task.objects.filter(
        of_seen_clue(access), returned_on=None, withdrawn_at=None
    ).select_related("clue__office", "clue__assignee", "clue__latest__bundle", "by")
    if scope == "mine":
        mine = Q(by=access.person.pk) | Q(clue__assignee=access.person.pk)
        tasks = tasks.filter(mine, Q(clue__state__in=OPEN) | Q(way=Task.Way.DISCUSS))
    elif scope == "overdue":
        tasks = tasks.filter(due__lt=today)
    return tasks.order_by(F("due").asc(nulls_last=True), "pk")
