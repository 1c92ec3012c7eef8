"""Reads the address of the list: what makes no sense is left out and said, never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.clues.records import Grade, Sighting
from xiezhi_desk.clues.selectors.filters import ALL, OPEN_TAB, Filters
from xiezhi_desk.clues.states import Presence, State
from xiezhi_desk.ui.words import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

__all__ = ["DUE", "EXPIRES", "FilterForm", "asked"]

DUE = (
    ("overdue", lazy("已逾期", "overdue")),
    ("week", lazy("七天内到期（含逾期）", "due within a week")),
    ("month", lazy("三十天内到期（含逾期）", "due within 30 days")),
    ("none", lazy("未设期限", "no term")),
)
EXPIRES = (
    ("month", lazy("三十天内失效", "within 30 days")),
    ("quarter", lazy("九十天内失效", "within 90 days")),
    ("past", lazy("已过期限", "past")),
)
_ANY = ("", lazy("不限", "any"))
_STATES = ((OPEN_TAB, lazy("在办", "open")), *State.choices, (ALL, lazy("全部", "all")))
SORT_WORDS = (
    ("-worth", lazy("办理价值", "worth checking first")),
    ("due", lazy("办理期限近的在前", "term, soonest first")),
    ("expires", lazy("监督时效近的在前", "expiry, soonest first")),
    ("-amount", lazy("金额大的在前", "amount, largest first")),
    ("-arrived", lazy("新产生的在前", "raised last first")),
    ("-occurred", lazy("近期发生的在前", "occurred last first")),
    ("organ", lazy("机关名称", "organ")),
    ("worth", lazy("办理价值低的在前", "worth, lowest first")),
    ("-due", lazy("办理期限远的在前", "term, latest first")),
    ("-expires", lazy("监督时效远的在前", "expiry, latest first")),
    ("amount", lazy("金额小的在前", "amount, smallest first")),
    ("arrived", lazy("早产生的在前", "raised first first")),
    ("occurred", lazy("早发生的在前", "occurred first first")),
    ("-organ", lazy("机关名称（倒序）", "organ, backwards")),
)
_DAY = {"type": "date"}


def _choice(label: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[_ANY, *choices], required=False)


def _yes(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class FilterForm(forms.Form):
    """Everything the list may be asked; every field may be left out."""

    state = forms.ChoiceField(choices=_STATES, required=False)
    q = forms.CharField(
        label=lazy("检索", "Search"), max_length=100, required=False, widget=forms.SearchInput
    )
    line = _choice(lazy("条线", "Line"), Line.choices)
    model = forms.CharField(label=lazy("模型", "Model"), max_length=120, required=False)
    grade = _choice(lazy("等级", "Grade"), Grade.choices)
    organ = forms.CharField(
        label=lazy("被监督机关", "Organ"), max_length=200, required=False, widget=forms.TextInput
    )
    office = forms.IntegerField(label=lazy("检察院", "Office"), min_value=1, required=False)
    assignee = forms.CharField(label=lazy("承办人", "Assigned to"), max_length=12, required=False)
    presence = _choice(lazy("最近一次运行", "Last run"), Presence.choices)
    due = _choice(lazy("办理期限", "Term"), DUE)
    expires = _choice(lazy("监督时效", "Expires"), EXPIRES)
    least = forms.DecimalField(
        label=lazy("金额不少于（元）", "Amount from (CNY)"),
        min_value=0,
        max_digits=18,
        decimal_places=2,
        required=False,
    )
    most = forms.DecimalField(
        label=lazy("金额不超过（元）", "Amount to (CNY)"),
        min_value=0,
        max_digits=18,
        decimal_places=2,
        required=False,
    )
    since = forms.DateField(
        label=lazy("发生日期自", "Occurred from"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
    )
    until = forms.DateField(
        label=lazy("发生日期至", "Occurred to"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
    )
    restricted = _yes(lazy("限制知悉", "Restricted"))
    conflict = _yes(lazy("本人声明回避", "My conflicts of interest"))
    snoozed = _yes(lazy("暂缓中", "Put aside"))
    suppressed = _yes(lazy("本院暂不提示", "Suppressed here"))
    job = forms.CharField(
        label=lazy("运行任务", "Job"), max_length=12, required=False, widget=forms.HiddenInput
    )
    seen = forms.ChoiceField(
        label=lazy("本次运行", "That run said"),
        choices=[("", ""), *Sighting.Kind.choices],
        required=False,
        widget=forms.HiddenInput,
    )
    sort = forms.ChoiceField(label=lazy("排序", "Order"), choices=SORT_WORDS, required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def clean_job(self) -> str:
        """A number, as jobs have them."""
        said = str(self.cleaned_data["job"]).strip()
        if said and not (said.isascii() and said.isalnum()):
            raise forms.ValidationError("?")
        return said

    def clean_assignee(self) -> str:
        """``me``, ``none`` or a number."""
        said = str(self.cleaned_data["assignee"]).strip()
        if said and said not in {"me", "none"} and not (said.isascii() and said.isdigit()):
            raise forms.ValidationError("?")
        return said

    def clean_q(self) -> str:
        """Without characters that no text has."""
        return str(self.cleaned_data["q"]).replace("\x00", "")


def asked(query: QueryDict | Mapping[str, Any]) -> tuple[Filters, FilterForm, list[str]]:
    """What an address asks.

    Returns:
        The filters; the form to show; labels of what was left out because it made no sense.
    """
    form = FilterForm(query)
    form.is_valid()
    given = {
        name: value for name, value in form.cleaned_data.items() if value not in (None, "", False)
    }
    if given.get("q") and "state" not in given:
        given["state"] = ALL  # who types a word looks for a clue wherever it stands
    ignored = [str(form.fields[name].label or name) for name in form.errors if name in form.fields]
    return Filters(**given), form, ignored
