"""What a person says of a file, of its contract, and when asking for a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from xiezhi_desk.library import shelf as door
from xiezhi_desk.ui.words import chinese, lazy, t

__all__ = [
    "AskForm",
    "ContractForm",
    "CoverForm",
    "DisposalForm",
    "ReasonForm",
    "ReofferForm",
    "UploadForm",
]

TABLES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".parquet", ".zip")


def _say(title: Any) -> str:
    said: str = title.zh if chinese() else title.en
    return said


def _words(kind: str) -> list[tuple[str, str]]:
    return [(name, _say(title)) for name, title in door.term_words()[kind]]


def _day(zh: str, en: str, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(required=required, label=lazy(zh, en), widget=widget)


class UploadForm(forms.Form):
    """A file and who delivered it."""

    file = forms.FileField(label=lazy("文件", "File"))
    provider = forms.CharField(max_length=120, label=lazy("提供单位", "Provider"))
    documents = forms.BooleanField(
        required=False,
        label=lazy("这是一批裁判文书（zip）", "These are judgments (zip)"),
        help_text=lazy(
            "文书读取为事实表，每个值带原文位置。", "Read into facts, each with its place."
        ),
    )

    def clean_file(self) -> Any:
        """Kinds of tables known, not above the limit."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                t(
                    "文件超过 {most} MB。请拆分，或者由系统管理员用 xiezhi shelf add 上架。",
                    "The file is above {most} MB. Split it, or let the administrator load it"
                    " with xiezhi shelf add.",
                    most=settings.UPLOAD_LIMIT // 2**20,
                )
            )
        if not file.name.lower().endswith(TABLES):
            raise forms.ValidationError(
                t("不接受这种文件。可以上传：{kinds}", "Not a kind taken: {kinds}").format(
                    kinds="、".join(TABLES)
                )
            )
        return file


class ContractForm(forms.Form):
    """The contract under which the data come (政务数据共享条例 13, 20, 25, 27)."""

    basis = forms.CharField(
        max_length=300,
        label=lazy("法律依据", "Legal basis"),
        help_text=lazy(
            "如 检察院组织法第二十一条；多个用分号隔开",
            "as 检察院组织法第二十一条; several with semicolons",
        ),
    )
    purposes = forms.MultipleChoiceField(
        label=lazy("使用目的", "Purposes"), widget=forms.CheckboxSelectMultiple
    )
    valid_until = _day("使用期限至", "Valid until", required=True)
    grade = forms.ChoiceField(label=lazy("数据分级", "Grade"))
    sharing = forms.ChoiceField(label=lazy("共享属性", "Sharing"))
    frequency = forms.ChoiceField(label=lazy("更新频率", "Frequency"))
    way = forms.ChoiceField(label=lazy("提供方式", "Way"))
    category = forms.CharField(required=False, max_length=80, label=lazy("数据类别", "Category"))
    impact_assessment = forms.CharField(
        required=False,
        max_length=300,
        label=lazy("影响评估记录", "Impact assessment"),
        help_text=lazy("敏感数据必填（个人信息保护法 55）", "needed for sensitive data"),
    )
    necessity = forms.CharField(
        required=False,
        max_length=300,
        label=lazy("必要性说明", "Necessity"),
        help_text=lazy("敏感数据必填", "needed for sensitive data"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {"grade": "grades", "way": "ways", "frequency": "frequencies"}
        for name in ("purposes", "grade", "sharing", "frequency", "way"):
            words = _words(kinds.get(name, name))
            self.fields[name].choices = words  # type: ignore[attr-defined]

    def terms(self, provider: str) -> dict[str, Any]:
        """The valid form as JSON for the job."""
        said = self.cleaned_data
        basis = [word.strip() for word in said["basis"].replace("；", ";").split(";")]
        return {
            **{name: said[name] for name in ("grade", "sharing", "frequency", "way", "category")},
            "provider": provider,
            "basis": [word for word in basis if word],
            "purposes": list(said["purposes"]),
            "valid_until": said["valid_until"].isoformat(),
            "impact_assessment": said["impact_assessment"],
            "necessity": said["necessity"],
        }


class CoverForm(forms.Form):
    """What a delivery covers and how it is loaded."""

    data_as_of = _day("数据截至", "Data as of")
    covers_from = _day("覆盖自", "Covers from")
    covers_to = _day("覆盖至", "Covers to")
    mode = forms.ChoiceField(
        label=lazy("上架方式", "Mode"),
        choices=[
            ("append", lazy("追加", "append")),
            ("replace", lazy("替换整表", "replace")),
            ("upsert", lazy("按主键更新", "upsert by key")),
        ],
    )
    accept_changes = forms.BooleanField(
        required=False, label=lazy("接受与上次不同的表头", "Accept titles that changed")
    )
    anyway = forms.BooleanField(
        required=False, label=lazy("即使较旧或已上架也上架", "Load although older or there already")
    )
    reason = forms.CharField(
        required=False,
        max_length=300,
        label=lazy("照样上架的理由", "Why it is loaded all the same"),
        help_text=lazy(
            "勾选上一项的必填。补送以前时段的，填覆盖起止即可，不必勾选。",
            "needed with the tick above; to fill in an earlier period give what it covers instead.",
        ),
    )

    def clean(self) -> dict[str, Any]:
        """What is loaded all the same has a reason."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("anyway") and not said.get("reason"):
            self.add_error("reason", t("请写明理由。", "Say why."))
        return said

    def params(self) -> dict[str, Any]:
        """The valid form as JSON for the job."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
        }


class ReofferForm(forms.Form):
    """A corrected list of refused cells."""

    file = forms.FileField(label=lazy("更正后的清单", "Corrected list"))


class ReasonForm(forms.Form):
    """Why an application is decided so."""

    reason = forms.CharField(required=False, max_length=300, label=lazy("理由", "Reason"))


class DisposalForm(forms.Form):
    """What is to be disposed of, and why."""

    table = forms.SlugField(max_length=60)
    contract = forms.CharField(required=False, max_length=60)
    reason = forms.CharField(max_length=300, label=lazy("理由", "Reason"))


class AskForm(forms.Form):
    """Asking for a table: legal basis, scene, scope, way, term (政务数据共享条例 20)."""

    table = forms.ChoiceField(label=lazy("数据表", "Table"))
    basis = forms.CharField(max_length=300, label=lazy("法律依据", "Legal basis"))
    scene = forms.CharField(
        max_length=500,
        label=lazy("使用场景", "Scene"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    purposes = forms.MultipleChoiceField(
        label=lazy("使用目的", "Purposes"), widget=forms.CheckboxSelectMultiple
    )
    columns = forms.CharField(
        required=False,
        max_length=500,
        label=lazy("所需列（逗号隔开；按模型申请可留空）", "Columns (commas; empty with a model)"),
    )
    model = forms.ChoiceField(required=False, label=lazy("所用模型", "Model"))
    rows = forms.CharField(required=False, max_length=200, label=lazy("数据范围", "Rows"))
    valid_until = _day("使用期限至", "Valid until", required=True)

    def __init__(
        self,
        *args: Any,
        tables: list[tuple[str, str]],
        models: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = tables  # type: ignore[attr-defined]
        self.fields["model"].choices = [("", "—"), *models]  # type: ignore[attr-defined]
        self.fields["purposes"].choices = _words("purposes")  # type: ignore[attr-defined]
