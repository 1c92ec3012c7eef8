"""What a person says of a new token."""

from __future__ import annotations

from django import forms

from xiezhi_desk.api.services import LONGEST
from xiezhi_desk.ui.words import lazy

__all__ = ["TokenForm"]


class TokenForm(forms.Form):
    """A token's name and term."""

    name = forms.CharField(max_length=60, label=lazy("用途", "What for"))
    days = forms.IntegerField(
        min_value=1, max_value=LONGEST, initial=90, label=lazy("有效天数", "Days")
    )
    writes = forms.BooleanField(
        required=False, label=lazy("可以送入卷宗包", "May bring bundles in")
    )
