"""Filters of the trail, and anchors kept elsewhere."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from xiezhi_desk.audit.chain import Link
from xiezhi_desk.ui.words import lazy, t

__all__ = ["AnchorForm", "CopyForm", "TrailFilter", "anchors_of"]

MOST = 50 * 2**20
"""Bytes of a file that is looked through for a mark."""
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TrailFilter(forms.Form):
    """What part of the trail; nonsense is ignored."""

    person = forms.CharField(required=False, max_length=150, label=lazy("用户名", "User name"))
    action = forms.CharField(required=False, max_length=60, label=lazy("行为", "Action"))
    thing = forms.CharField(required=False, max_length=120, label=lazy("对象", "Thing"))
    looked = forms.BooleanField(required=False, label=lazy("只看查阅", "Looks only"))
    since = forms.DateField(required=False, label=lazy("起日", "From"), widget=_DAY)
    until = forms.DateField(required=False, label=lazy("止日", "Until"), widget=_DAY)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)


def anchors_of(text: str) -> list[Link]:
    """Lines as ``audit-anchor`` writes them.

    Raises:
        ValueError: A line is something else.
    """
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            found.append(Link(int(said["number"]), str(said["sm3"]), str(said["sha256"])))
        except (TypeError, KeyError, json.JSONDecodeError) as problem:
            message = f"not an anchor: {line[:60]}"
            raise ValueError(message) from problem
    return found


class AnchorForm(forms.Form):
    """Anchors to hold the chain against."""

    anchors = forms.CharField(
        required=False,
        max_length=100_000,
        label=lazy("另存的锚点", "Anchors kept elsewhere"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "mono"}),
        help_text=lazy(
            "可粘贴 audit-anchor 输出的行；有锚点才能发现整条日志被改写。",
            "Lines of audit-anchor; only with an anchor is a trail written anew found.",
        ),
    )

    def clean_anchors(self) -> Any:
        """As links of the chain."""
        try:
            return anchors_of(self.cleaned_data["anchors"])
        except ValueError as problem:
            raise forms.ValidationError(
                t("不是锚点：{p}", "Not an anchor: {p}", p=problem)
            ) from problem


class CopyForm(forms.Form):
    """A copy found somewhere: a file, or words copied out of one or from a page."""

    file = forms.FileField(required=False, label=lazy("文件", "File"))
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=200_000,
        label=lazy("或者粘贴其中一段文字", "Or paste some of its words"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=lazy(
            "直接复制粘贴，不要重新录入：隐藏的记号在文字之中。",
            "Copy and paste, do not retype: the hidden signs stand between the words.",
        ),
    )
    number = forms.CharField(
        required=False,
        max_length=30,
        label=lazy("或者填写可见的编号", "Or the number printed on it"),
    )

    def clean_file(self) -> Any:
        """Not above what is looked through."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST:
            raise forms.ValidationError(
                t("文件超过 {most} MB。", "The file is above {most} MB.", most=MOST // 2**20)
            )
        return file

    def clean(self) -> dict[str, Any]:
        """One of the three."""
        said = super().clean() or {}
        if not self.errors and not any(said.get(name) for name in ("file", "text", "number")):
            raise forms.ValidationError(
                t("请上传文件、粘贴文字或者填写编号。", "Give a file, some words or a number.")
            )
        return said
