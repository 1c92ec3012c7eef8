"""What a person fills in to take something out, and to approve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict

from xiezhi_desk.clues.forms.chosen import chosen
from xiezhi_desk.clues.records import Export
from xiezhi_desk.clues.selectors.exports import named
from xiezhi_desk.ui.words import lazy

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue

__all__ = ["AskForm", "DecideExportForm", "ListForm", "clues_of", "kept_choice", "listed"]

_REASON = lazy("理由和用途", "Purpose")
_HELP = lazy(
    "为办理什么事项、交给谁使用；审批人和审计可见。", "For which step and for whom; recorded."
)


class AskForm(forms.Form):
    """A dossier is asked for."""

    reason = forms.CharField(
        label=_REASON, max_length=300, help_text=_HELP, widget=forms.Textarea(attrs={"rows": 2})
    )
    bare = forms.BooleanField(
        label=lazy("含姓名、证件号等完整信息", "With names and numbers uncovered"), required=False
    )


class ListForm(forms.Form):
    """A list is asked for."""

    what = forms.ChoiceField(
        label=lazy("格式", "Format"),
        choices=[(Export.What.XLSX, "Excel (xlsx)"), (Export.What.CSV, "CSV")],
    )
    reason = forms.CharField(
        label=_REASON, max_length=300, help_text=_HELP, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecideExportForm(forms.Form):
    """The second person's opinion."""

    answer = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")])
    reason = forms.CharField(
        label=lazy("审批意见", "Opinion"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def kept_choice(post: QueryDict) -> str:
    """What the list's form sent about which clues, to be asked again when the file is made."""
    kept = QueryDict(mutable=True)
    for name in ("pick", "all", "query"):
        if values := post.getlist(name):
            kept.setlist(name, values[:2000])
    return kept.urlencode()


def clues_of(export: Export, access: PersonAccess, today: date) -> list[Clue]:
    """What a request is about, as far as this person sees it."""
    if export.what in {Export.What.CLUE, Export.What.MATTER}:
        return named(export, access)
    return listed(export.chosen, access, today)


def listed(kept: str, access: PersonAccess, today: date) -> list[Clue]:
    """The clues of a list; restricted ones never leave in a list."""
    return [one for one in chosen(access, QueryDict(kept), today).clues if not one.restricted]
