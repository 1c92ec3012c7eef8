"""What a person fills in on conflicts of interest and on the office's own terms."""

from __future__ import annotations

from django import forms

from xiezhi_desk.clues.selectors.terms import EVENTS
from xiezhi_desk.ui.words import lazy

__all__ = ["ConflictForm", "TermForm"]


class ConflictForm(forms.Form):
    """A conflict of interest with an organ."""

    organ = forms.CharField(
        label=lazy("机关全称", "Organ, by its full name"),
        max_length=200,
        help_text=lazy(
            "与线索中的机关名称一致；只回避一条线索的，在该线索页声明",
            "as on the clues; for one clue, declare it on its page",
        ),
    )
    reason = forms.CharField(label=lazy("事由", "Why"), max_length=300)


class TermForm(forms.Form):
    """Days for one event, with the local rule they come from; 0 takes the term away."""

    event = forms.ChoiceField(label=lazy("事项", "What"), choices=list(EVENTS.items()))
    days = forms.IntegerField(
        label=lazy("天数（0 为取消）", "Days (0 takes it away)"), min_value=0, max_value=365
    )
    basis = forms.CharField(
        label=lazy("依据", "Rule"),
        max_length=200,
        help_text=lazy("本地规定的名称和条款", "the local rule's name and article"),
    )
