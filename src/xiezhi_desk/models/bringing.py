"""What somebody says who brings a model."""

from __future__ import annotations

from typing import Any

from django import forms

from xiezhi_desk.ui.words import lazy, t

__all__ = ["MOST_BYTES", "BringForm"]

MOST_BYTES = 5_000_000


class BringForm(forms.Form):
    """A model as its maker has it."""

    file = forms.FileField(
        label=lazy("模型文件夹（zip）", "The model's folder (zip)"),
        help_text=lazy(
            "内有 model.yaml、cases.yaml、notes.md；可以有多个模型，"
            "也可以带本院自己的 tables、law。最大 5 MB。",
            "With model.yaml, cases.yaml, notes.md; several models, and tables and law of your own "
            "beside models, are taken too. At most 5 MB.",
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )

    def clean_file(self) -> Any:
        """Models are small texts."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                t("文件太大：模型只有文字，不带数据。", "Too large: a model is text without data.")
            )
        return file
