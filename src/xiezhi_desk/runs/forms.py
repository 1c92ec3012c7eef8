"""What pages of runs ask: filters, uploads, schedules, keys; nonsense in an address is no error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.library.models import catalogue
from xiezhi_desk.runs.records import Schedule
from xiezhi_desk.runs.states import JobKind, JobState
from xiezhi_desk.ui.words import lazy

if TYPE_CHECKING:
    from django.http import QueryDict

__all__ = [
    "SIGNATURES",
    "BundleFilter",
    "ImportForm",
    "JobFilter",
    "ModelFilter",
    "ModelsForm",
    "StartForm",
    "TimesForm",
    "TrustForm",
]


class _Query(forms.Form):
    """A query string: what cannot be read counts as not said."""

    @classmethod
    def read(cls, query: QueryDict) -> dict[str, Any]:
        """Every field's value; empty where the query says nothing or nonsense."""
        form = cls(query)
        form.is_valid()
        return {name: form.cleaned_data.get(name) or "" for name in form.fields}


class _Filter(_Query):
    page = forms.IntegerField(required=False, min_value=1, max_value=10**6)


class JobFilter(_Filter):
    """Kind and state of jobs."""

    kind = forms.ChoiceField(
        required=False,
        label=lazy("种类", "Kind"),
        choices=[("", lazy("全部种类", "all kinds")), *JobKind.choices],
    )
    state = forms.ChoiceField(
        required=False,
        label=lazy("状态", "State"),
        choices=[
            ("", lazy("全部状态", "all states")),
            ("open", lazy("排队和进行中", "waiting or running")),
            ("bad", lazy("失败或中断", "failed or lost")),
            *JobState.choices,
        ],
    )


SIGNATURES = {
    "valid": lazy("签名有效", "signed, trusted"),
    "unknown_issuer": lazy("签名单位未登记", "signed by an office not listed"),
    "unsigned": lazy("未签名", "unsigned"),
}


class BundleFilter(_Filter):
    """Model and signature of bundles."""

    model = forms.RegexField(r"[a-z0-9_.-]{1,120}", required=False)
    signature = forms.ChoiceField(
        required=False,
        label=lazy("签名", "Signature"),
        choices=[("", lazy("全部签名", "all signatures")), *SIGNATURES.items()],
    )


class ImportForm(forms.Form):
    """A bundle handed in by a page."""

    file = forms.FileField(
        label=lazy("卷宗包", "Bundle"),
        help_text=lazy(
            "zip 压缩的卷宗包（或含多个卷宗包的运行文件夹），或密封的卷宗包文件。最大 100 MB。",
            "A zip of a bundle (or of a run with several), or a sealed bundle. At most 100 MB.",
        ),
    )
    passphrase = forms.CharField(
        label=lazy("口令", "Passphrase"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=lazy(
            "仅密封卷宗包需要；口令不保存。", "Only for a sealed bundle; it is not kept."
        ),
    )


class TrustForm(forms.Form):
    """An office whose signature is to be believed."""

    issuer = forms.CharField(
        label=lazy("签名单位名称", "Name it signs with"),
        max_length=120,
        help_text=lazy("与卷宗包签名中的名称完全一致。", "Exactly as its signatures say it."),
    )
    public_key = forms.CharField(
        label=lazy("公钥（Base64）", "Public key (base64)"),
        max_length=200,
        help_text=lazy(
            "请通过公文或当面核对公钥，不要只凭随卷宗包附来的公钥。",
            "Compare the key by letter or in person; never take it from the bundle alone.",
        ),
        widget=forms.TextInput(attrs={"class": "mono", "autocomplete": "off"}),
    )


class ModelFilter(_Query):
    """Which models are offered: by line, grade and words."""

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
    q = forms.CharField(required=False, max_length=60, label=lazy("名称或法条", "Name or article"))


class ModelsForm(forms.Form):
    """The models chosen; those that are not shipped are refused."""

    models = forms.MultipleChoiceField(
        label=lazy("模型", "Models"),
        error_messages={
            "required": lazy("请至少选择一个模型。", "Choose one model at least."),
            "invalid_choice": lazy("没有这个模型。", "There is no such model."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["models"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (declared above)
        field.choices = [(one.id, one.id) for one in catalogue()]


class StartForm(ModelsForm):
    """A run to start."""

    as_of = forms.DateField(
        label=lazy("截至日期", "As of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=lazy("不填则取所用数据中最早的截至日。", "Empty: the oldest of the data's own."),
    )
    anew = forms.BooleanField(
        label=lazy("数据没有变化也重新运行", "Run again even where nothing changed"),
        required=False,
    )


class TimesForm(ModelsForm):
    """When a schedule runs, and what."""

    title = forms.CharField(label=lazy("名称", "Name"), max_length=120)
    every = forms.ChoiceField(label=lazy("频率", "How often"), choices=Schedule.Every.choices)
    on_day = forms.IntegerField(
        label=lazy("哪一天", "On day"),
        min_value=1,
        max_value=31,
        initial=1,
        help_text=lazy(
            "每周：1 为星期一；每月：日期，短月取最后一天；每天：不用填。",
            "Weekly: 1 is Monday; monthly: the day (a shorter month: its last); daily: not used.",
        ),
    )
    at_hour = forms.IntegerField(
        label=lazy("几点（北京时间）", "Hour (Beijing time)"), min_value=0, max_value=23, initial=6
    )

    def clean(self) -> dict[str, Any]:
        """A week has seven days."""
        values = super().clean() or {}
        if values.get("every") == "week" and (values.get("on_day") or 1) > 7:
            self.add_error("on_day", lazy("每周只有 1 到 7。", "A week has the days 1 to 7 only."))
        return values
