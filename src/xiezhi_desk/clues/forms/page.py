"""What a person fills in on a clue's page: reasons, notes, attachments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from xiezhi_desk.ui.words import lazy, t

__all__ = ["AttachmentForm", "NoteForm", "ReasonForm"]

KINDS = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".csv", ".txt", ".jpg", ".jpeg", ".png", ".ofd")


class ReasonForm(forms.Form):
    """Why somebody wants what is recorded."""

    reason = forms.CharField(max_length=300, label=lazy("理由", "Reason"))


class NoteForm(forms.Form):
    """A note on a clue."""

    text = forms.CharField(
        max_length=4000,
        label=lazy("批注", "Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy(
            "不写当事人姓名、证件号；批注不可删除，只可撤回。",
            "No names or numbers of persons; a note is withdrawn, never deleted.",
        ),
    )


class AttachmentForm(forms.Form):
    """A file on a clue, with where and when it was obtained (公益诉讼办案规则 39)."""

    file = forms.FileField(label=lazy("文件", "File"))
    obtained_where = forms.CharField(max_length=200, label=lazy("取得地点、来源", "Obtained where"))
    obtained_on = forms.DateField(
        label=lazy("取得日期", "Obtained on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean_file(self) -> Any:
        """Known kinds of file, not empty, not above the limit of uploads."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(KINDS):
            raise forms.ValidationError(
                t("不接受这种文件。可以上传：{kinds}", "Not a kind taken here: {kinds}").format(
                    kinds="、".join(KINDS)
                )
            )
        if file.size > settings.REQUEST_LIMIT:
            raise forms.ValidationError(
                t("文件超过 {most} MB。", "The file is above {most} MB.").format(
                    most=settings.REQUEST_LIMIT // 2**20
                )
            )
        return file
