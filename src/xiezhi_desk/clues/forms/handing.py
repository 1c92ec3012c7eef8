"""What a person fills in to hand a clue on: to whom, to which office, by when, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from xiezhi_desk.accounts.records import Office, Person
from xiezhi_desk.clues.forms.judging import MoveForm, PersonField, day_field
from xiezhi_desk.clues.states import MOVES
from xiezhi_desk.ui.words import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.clues.selectors.loads import Load

__all__ = ["HandForm", "RestrictForm"]

ASKS = {
    "assign": ("to", "due", "reason"),
    "hand_down": ("office", "due", "reason"),
    "raise": ("reason",),
    "take_over": ("to", "reason"),
    "send_across": ("office", "due", "reason"),
    "transfer": ("organ", "due", "reason"),
    "urge": ("due", "reason"),
}


class HandForm(MoveForm):
    """A move to a person, an office or an organ; ``shape`` leaves the fields the move asks for."""

    to = PersonField("承办人", "Assignee", required=False)
    office = forms.ModelChoiceField(
        Office.objects.none(), label=lazy("检察院", "Office"), required=False
    )
    organ = forms.CharField(
        label=lazy("接收机关或者部门", "Organ or department"), max_length=120, required=False
    )
    due = day_field("办理期限", "Due")

    def shape(self, name: str, clue: Clue, loads: Iterable[Load], access: PersonAccess) -> None:
        """Offer what fits the move; what it does not ask for stays empty and unseen."""
        self.fields["to"].offer(loads)  # type: ignore[attr-defined]
        self.fields["office"].queryset = _offices(name, clue, access)  # type: ignore[attr-defined]
        self.shown = [self[one] for one in ASKS[name]]
        for one in ASKS[name]:
            needed = one in {"office", "organ"} or (one == "to" and name == "assign")
            must_say = one == "reason" and (
                name == "urge" or (name in MOVES and MOVES[name].reason)
            )
            self.fields[one].required = needed or must_say


def _offices(name: str, clue: Clue, access: PersonAccess) -> QuerySet[Office]:
    if name == "hand_down":
        below = Office.objects.filter(path__startswith=clue.office.path).exclude(pk=clue.office_id)
        return below.filter(pk__in=access.offices())
    if name == "send_across":
        return Office.objects.filter(level=clue.office.level).exclude(pk=clue.office_id)
    return Office.objects.none()


class RestrictForm(forms.Form):
    """Who may see a restricted clue, and why."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=lazy("指定知悉人员", "Named people"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=lazy("理由", "Reason"), max_length=300)

    def offer(self, people: QuerySet[Person]) -> None:
        """The people that may be named."""
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
