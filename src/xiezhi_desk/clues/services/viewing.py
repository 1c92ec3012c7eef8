"""Saved views of the list: a person's own things; nobody's clue changes by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from xiezhi_desk.clues.records import SavedView

if TYPE_CHECKING:
    from xiezhi_desk.accounts.records import Person

__all__ = ["forget_view", "open_with", "save_view"]


@transaction.atomic
def save_view(person: Person, name: str, query: str, *, shared: bool, first: bool) -> SavedView:
    """Keep a set of filters under a name; the same name again replaces it."""
    if first:
        SavedView.objects.filter(person=person, first=True).update(first=False)
    view, _ = SavedView.objects.update_or_create(
        person=person, name=name, defaults={"query": query, "shared": shared, "first": first}
    )
    return view


@transaction.atomic
def open_with(view: SavedView, *, first: bool) -> None:
    """Make a view what the list opens with, or no longer."""
    SavedView.objects.filter(person=view.person, first=True).update(first=False)
    SavedView.objects.filter(pk=view.pk).update(first=first)


def forget_view(view: SavedView) -> None:
    """Take a saved view away."""
    view.delete()
