"""Filters of the trail, and anchors kept elsewhere."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from xiezhi_desk.audit.chain import Link
from xiezhi_desk.ui.words import lazy, t

__all__ = ["AnchorForm", "TrailFilter", "anchors_of"]

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
