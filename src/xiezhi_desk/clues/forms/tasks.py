"""What a person fills in to plan verification, record what came back, and enter evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from xiezhi_desk.accounts.records import Line, Person
from xiezhi_desk.clues.forms.judging import day_field
from xiezhi_desk.clues.records import Attachment, Task
from xiezhi_desk.clues.services.tasking import Found
from xiezhi_desk.library import law
from xiezhi_desk.ui.words import chinese, lazy, t

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.clues.selectors.terms import OwnDue

__all__ = ["BackForm", "ItemForm", "PlanForm", "SentForm", "WithdrawForm"]

WAYS = [(way.value, way.label) for way in Task.Way if way is not Task.Way.DISCUSS]
TELLS = (
    ("", lazy("不能说明", "does not tell")),
    ("yes", lazy("排除线索（不属实）", "clears the clue")),
    ("no", lazy("不排除（仍然成立）", "does not clear it")),
)
PROVES = (
    ("yes", lazy("证明线索", "bears the clue out")),
    ("no", lazy("排除线索", "speaks against it")),
    ("", lazy("其他", "neither")),
)
_THREE: dict[str, bool | None] = {"yes": True, "no": False, "": None}


class PlanForm(forms.Form):
    """One task: how, whom, for what."""

    way = forms.ChoiceField(label=lazy("方式", "How"), choices=WAYS)
    whom = forms.CharField(
        label=lazy("向谁核查", "Whom"),
        max_length=200,
        help_text=lazy("机关、单位或者职务，不写与线索无关的个人", "organ, unit or function"),
    )
    what = forms.CharField(
        label=lazy("核查什么", "For what"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)


class SentForm(forms.Form):
    """The task went out: when, due by which day, by which article."""

    on = day_field("发出日期", "Sent on", required=True)
    rule = forms.ChoiceField(label=lazy("期限依据", "Due by"), required=False)
    due = day_field("期限（自行填写）", "Due (your own)")

    def offer(self, own: OwnDue | None) -> None:
        """The office's own rule when there is one, then the rulebook's deadlines."""
        found = [("", t("不设期限或者自行填写", "none, or the day given here"))]
        if own:
            found.append(("own", own.basis))
        found += [
            (one.name, f"{one.title.zh} {one.length.zh}（{one.article}）" if chinese()
             else f"{one.title.en}: {one.length.en} ({one.article})")
            for one in law.deadlines().values()
        ]  # fmt: skip
        self.fields["rule"].choices = found  # type: ignore[attr-defined]
        self.own = own

    def term(self) -> tuple[date | None, str]:
        """The last day and the article it rests on."""
        said = self.cleaned_data
        if said["rule"] == "own" and self.own:
            return self.own.day, self.own.basis
        if said["rule"]:
            due = law.due(said["rule"], said["on"])
            return due.day, due.article
        return said["due"], ""


class _WithSecond(forms.Form):
    second = forms.ModelChoiceField(
        Person.objects.none(),
        label=lazy("另一名检察人员", "Second person"),
        help_text=lazy("调查核实由二名以上检察人员进行", "Two or more staff take part"),
    )

    def offer(self, people: QuerySet[Person]) -> None:
        """Who may have taken part."""
        self.fields["second"].queryset = people  # type: ignore[attr-defined]


class BackForm(_WithSecond):
    """What came back."""

    on = day_field("返回日期", "Came back on", required=True)
    answer = forms.CharField(
        label=lazy("结果", "Result"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    clears = forms.ChoiceField(label=lazy("说明", "It"), choices=TELLS, required=False)

    def tells(self) -> bool | None:
        """Whether it clears the clue."""
        return _THREE[self.cleaned_data["clears"]]


class ItemForm(_WithSecond):
    """A piece of evidence (公益诉讼办案规则 39)."""

    source = forms.CharField(label=lazy("来源", "Source"), max_length=200)
    made_on = day_field("时间", "When", required=True)
    place = forms.CharField(label=lazy("地点", "Where"), max_length=200)
    maker = forms.CharField(label=lazy("制作人", "Maker"), max_length=120)
    proves = forms.ChoiceField(
        label=lazy("作用", "It"), choices=PROVES, required=False, widget=forms.RadioSelect
    )
    existed = forms.BooleanField(
        label=lazy(
            "该证据在作出行政行为时已由行政机关收集（行政诉讼监督规则第五十八条）",
            "The organ had gathered it when it acted (article 58)",
        ),
        required=False,
    )
    text = forms.CharField(
        label=lazy("内容摘要", "What it says"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attachment = forms.ModelChoiceField(
        Attachment.objects.none(), label=lazy("附件", "Attachment"), required=False
    )

    def __init__(self, *args: Any, clue: Clue, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["attachment"].queryset = clue.attachments.filter(  # type: ignore[attr-defined]
            withdrawn_at=None
        )
        self.fields["attachment"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
        if clue.line != Line.ADMINISTRATIVE:
            del self.fields["existed"]

    def found(self) -> Found:
        """What the form says."""
        said = self.cleaned_data
        return Found(
            said["source"],
            said["made_on"],
            said["place"],
            said["maker"],
            _THREE[said["proves"]],
            said["text"],
            existed=said.get("existed", False),
            attachment=said["attachment"],
        )


class WithdrawForm(forms.Form):
    """Why a task is withdrawn."""

    reason = forms.CharField(label=lazy("理由", "Reason"), max_length=200)
