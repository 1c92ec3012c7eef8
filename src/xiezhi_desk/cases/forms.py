"""What a person enters about outcomes and special actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.cases.records import Action, Outcome
from xiezhi_desk.cases.services.recording import Said
from xiezhi_desk.ui.words import lazy, t

if TYPE_CHECKING:
    from django.http import QueryDict

__all__ = ["ActionForm", "ImportForm", "MatterFilter", "OutcomeForm", "WhyForm"]

_YES_NO = [
    ("", lazy("尚未答复", "not yet")),
    ("yes", lazy("是", "yes")),
    ("no", lazy("否", "no")),
]


def _day(zh: str, en: str, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(required=required, label=lazy(zh, en), widget=widget)


def _yes_no(zh: str, en: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        required=False,
        label=lazy(zh, en),
        choices=_YES_NO,
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
    )


class MatterFilter(forms.Form):
    """Which founded matters; nonsense counts as not said."""

    which = forms.ChoiceField(
        required=False,
        label=lazy("办理结果", "Outcome"),
        choices=[
            ("", lazy("全部进展", "any progress")),
            ("none", lazy("尚无文书", "no document yet")),
            ("waiting", lazy("等待答复", "waiting for an answer")),
            ("accepted", lazy("已采纳", "accepted")),
            ("refused", lazy("未采纳", "refused")),
            ("uncorrected", lazy("采纳未整改", "accepted, not corrected")),
        ],
    )
    kind = forms.ChoiceField(
        required=False,
        label=lazy("文书种类", "Kind of document"),
        choices=[("", lazy("全部种类", "all kinds")), *Outcome.Kind.choices],
    )
    q = forms.CharField(
        required=False, max_length=60, label=lazy("机关或文书编号", "Organ, number")
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=10**6)

    @classmethod
    def read(cls, query: QueryDict) -> dict[str, Any]:
        """Every field's value; empty where the query says nothing or nonsense."""
        form = cls(query)
        form.is_valid()
        return {name: form.cleaned_data.get(name) or "" for name in form.fields}


class OutcomeForm(forms.Form):
    """One document of a matter and its effect."""

    kind = forms.ChoiceField(label=lazy("文书种类", "Kind"), choices=Outcome.Kind.choices)
    system_number = forms.CharField(
        max_length=80,
        label=lazy("业务系统 2.0 文书编号", "Number in the business system 2.0"),
        help_text=lazy(
            "文书在统一业务应用系统制作、编号；此处只登记。",
            "The document is made and numbered there; it is only entered here.",
        ),
    )
    document_on = _day("制发日期", "Day of the document", required=True)
    accepted = _yes_no("是否采纳", "Accepted")
    answered_on = _day("答复日期", "Answered on")
    corrected = _yes_no("是否整改", "Corrected")
    corrected_on = _day("整改完成日期", "Corrected on")
    recovered = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=20,
        decimal_places=2,
        label=lazy("挽回金额（元）", "Recovered (yuan)"),
    )
    text = forms.CharField(
        required=False,
        max_length=2000,
        label=lazy("说明", "Remarks"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def said(self) -> Said:
        """The valid form as a value."""
        return Said(**{name: self.cleaned_data[name] for name in self.fields})

    @staticmethod
    def of(outcome: Outcome) -> dict[str, Any]:
        """Initial values of an entry."""
        truth = {True: "yes", False: "no", None: ""}
        names = ("kind", "system_number", "document_on", "answered_on", "corrected_on")
        return {name: getattr(outcome, name) for name in (*names, "recovered", "text")} | {
            "accepted": truth[outcome.accepted],
            "corrected": truth[outcome.corrected],
        }


class WhyForm(forms.Form):
    """Why an entry is withdrawn."""

    reason = forms.CharField(max_length=200, label=lazy("理由", "Reason"))


class ImportForm(forms.Form):
    """An export of the business system."""

    file = forms.FileField(label=lazy("业务系统导出的表格", "Export of the business system"))

    def clean_file(self) -> Any:
        """Tables only, not above 20 MB."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".xlsx", ".xls", ".ods", ".csv")):
            said = t(
                "请上传 xlsx、xls、ods 或 csv 表格。", "Upload an xlsx, xls, ods or csv table."
            )
            raise forms.ValidationError(said)
        if file.size > 20 * 2**20:
            raise forms.ValidationError(t("表格超过 20 MB。", "The table is above 20 MB."))
        return file


class ActionForm(forms.ModelForm[Action]):
    """A special action."""

    lines = forms.MultipleChoiceField(
        label=lazy("条线", "Lines"), choices=Line.choices, widget=forms.CheckboxSelectMultiple
    )
    model_ids = forms.MultipleChoiceField(
        label=lazy("监督模型", "Models"), widget=forms.CheckboxSelectMultiple
    )
    begins = _day("开始", "Begins", required=True)
    ends = _day("结束", "Ends", required=True)

    class Meta:
        model = Action
        fields = ("title", "goal", "basis", "begins", "ends", "lines", "model_ids")
        labels: ClassVar[dict[str, Any]] = {
            "title": lazy("名称", "Title"),
            "goal": lazy("目标", "Goal"),
            "basis": lazy("依据", "Legal basis"),
        }
        widgets: ClassVar[dict[str, Any]] = {"goal": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {
            "basis": lazy(
                "例如：人民检察院行政诉讼监督规则第一百二十二条",
                "for instance article 122 of the rules of administrative supervision",
            )
        }

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model_ids"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        said = super().clean() or {}
        if said.get("begins") and said.get("ends") and said["ends"] < said["begins"]:
            self.add_error("ends", t("结束早于开始。", "It ends before it begins."))
        return said
