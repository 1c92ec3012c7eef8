"""Which models; nonsense in an address counts as not said."""

from __future__ import annotations

from django import forms

from xiezhi_desk.runs.forms import ModelFilter as OfferedModels
from xiezhi_desk.ui.words import lazy

__all__ = ["ModelFilter"]


class ModelFilter(OfferedModels):
    """Filters of the list of models: those of a run's choice, and field-ready or not."""

    q = forms.CharField(
        required=False, max_length=60, label=lazy("名称、监督点、法条", "Title, point, law")
    )
    ready = forms.ChoiceField(
        required=False,
        label=lazy("实战", "Field-ready"),
        choices=[
            ("", lazy("全部实战情况", "field-ready or not")),
            ("yes", lazy("可实战", "field-ready")),
        ],
    )
