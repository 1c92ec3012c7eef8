"""What is entered to save a view of the list."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from xiezhi_desk.clues.forms.filters import asked
from xiezhi_desk.ui.words import lazy, t

__all__ = ["SaveViewForm"]


class SaveViewForm(forms.Form):
    """A name for the filters of the list."""

    name = forms.CharField(
        label=lazy("视图名称", "Name"),
        max_length=60,
        help_text=lazy(
            "同名视图会被替换。不要写入人名或者身份号码。",
            "The same name again replaces it. No person's name or number.",
        ),
    )
    query = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
    shared = forms.BooleanField(
        label=lazy("与本院同事共享", "Share with the office"), required=False
    )
    first = forms.BooleanField(
        label=lazy("打开线索页时默认使用", "Open the list with it"), required=False
    )

    def clean_query(self) -> str:
        """Only what the list understands."""
        query = str(self.cleaned_data["query"]).lstrip("?")
        _, form, ignored = asked(QueryDict(query))
        if ignored:
            raise forms.ValidationError(
                t(
                    "筛选条件无法识别，请回到列表重新筛选。",
                    "Not understood; filter the list again.",
                )
            )
        known = QueryDict(mutable=True)
        for name, value in QueryDict(query).items():
            if name in form.fields and name != "page" and value:
                known[name] = str(value)
        return known.urlencode()
