"""Which models; nonsense in an address counts as not said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.ui.words import lazy

if TYPE_CHECKING:
    from django.http import QueryDict

__all__ = ["ModelFilter"]


class ModelFilter(forms.Form):
    """Filters of the list of models."""

    q = forms.CharField(
        required=False, max_length=60, label=lazy("名称、监督点、法条", "Title, point, law")
    )
    line = forms.ChoiceField(
        required=False,
        label=lazy("条线", "Line"),
        choices=[("", lazy("全部条线", "all lines")), *Line.choices],
    )
    grade = forms.ChoiceField(
        required=False,
        label=lazy("等级", "Grade"),
        choices=[
            ("", lazy("全部等级", "all grades")),
            ("certain", lazy("确定", "certain")),
            ("suspicious", lazy("可疑", "suspicious")),
            ("indicative", lazy("参考", "indicative")),
        ],
    )
    ready = forms.ChoiceField(
        required=False,
        label=lazy("实战", "Field-ready"),
        choices=[("", lazy("全部", "all")), ("yes", lazy("可实战", "field-ready"))],
    )

    @classmethod
    def read(cls, query: QueryDict) -> dict[str, Any]:
        """Every field's value; empty where the query says nothing or nonsense."""
        form = cls(query)
        form.is_valid()
        return {name: form.cleaned_data.get(name) or "" for name in form.fields}
