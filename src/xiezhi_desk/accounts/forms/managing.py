"""Forms of the system administrator's and the security administrator's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from xiezhi_desk.accounts.records import Department, DutyKind, Level, Line, Office, Person
from xiezhi_desk.ui.words import lazy, t

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "DepartmentForm",
    "DutyForm",
    "HandoverForm",
    "ListForm",
    "OfficeForm",
    "PeopleFilter",
    "PersonForm",
    "ReasonForm",
    "RenameForm",
]

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_ANY_LINE = ("", lazy("全部条线", "every line"))


class PeopleFilter(forms.Form):
    """Search and filters of the list; nonsense is ignored."""

    q = forms.CharField(required=False, max_length=60, label=lazy("姓名或用户名", "Name"))
    office = forms.CharField(required=False, max_length=40, label=lazy("单位", "Office"))
    duty = forms.ChoiceField(
        required=False,
        label=lazy("职责", "Duty"),
        choices=[("", lazy("不限", "any")), *DutyKind.choices],
    )
    state = forms.ChoiceField(
        required=False,
        label=lazy("状态", "State"),
        choices=[
            ("", lazy("在用", "in use")),
            ("invited", lazy("未设密码", "no password yet")),
            ("disabled", lazy("已停用", "disabled")),
            ("all", lazy("全部", "all")),
        ],
    )
    page = forms.IntegerField(required=False, min_value=1)


class PersonForm(forms.Form):
    """A person's account; the user name only when it is made."""

    username = forms.CharField(
        label=lazy("用户名", "User name"),
        max_length=60,
        help_text=lazy(
            "小写字母、数字、.-_；设定后不再更改。", "Letters, digits, .-_; kept for good."
        ),
    )
    name = forms.CharField(label=lazy("姓名", "Name"), max_length=60)
    office = forms.ModelChoiceField(label=lazy("单位", "Office"), queryset=Office.objects.none())
    department = forms.ModelChoiceField(
        label=lazy("部门", "Department"), queryset=Department.objects.none(), required=False
    )
    email = forms.EmailField(
        label=lazy("邮箱", "Mail"),
        required=False,
        help_text=lazy(
            "只用于与统一身份认证对应，可不填。", "Only to match the identity provider."
        ),
    )

    def __init__(
        self, offices: QuerySet[Office], *args: Any, new: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        self.fields["department"].queryset = Department.objects.filter(  # type: ignore[attr-defined]
            office__in=offices
        ).select_related("office")
        self.fields["department"].label_from_instance = _with_office  # type: ignore[attr-defined]
        if not new:
            del self.fields["username"]

    def clean(self) -> dict[str, Any]:
        """The department is the office's; the user name is free."""
        given = super().clean() or {}
        department, office = given.get("department"), given.get("office")
        if department is not None and office is not None and department.office_id != office.pk:
            self.add_error(
                "department", t("该部门不属于所选单位。", "Another office's department.")
            )
        username = given.get("username", "")
        if username and Person.objects.filter(username__iexact=username.strip()).exists():
            self.add_error("username", t("用户名已有人用。", "The user name is taken."))
        return given


def _with_office(department: Department) -> str:
    return f"{department.office.name} · {department.name}"


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=lazy("理由", "Reason"), max_length=200)


class HandoverForm(forms.Form):
    """Who takes over."""

    successor = forms.ModelChoiceField(
        label=lazy("接手人", "Successor"), queryset=Person.objects.none()
    )

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = people  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A csv list of people."""

    file = forms.FileField(
        label=lazy("人员名单（csv）", "List of people (csv)"),
        help_text=lazy(
            "列：用户名、姓名、单位、部门、邮箱；前三列必填，一次最多 1000 人。",
            "Columns: username, name, office, department, email; the first three are needed.",
        ),
    )

    def clean_file(self) -> Any:
        """Not larger than a thousand rows can be."""
        file = self.cleaned_data["file"]
        if file.size > 1_000_000:
            raise forms.ValidationError(t("文件超过 1 MB。", "The file is larger than 1 MB."))
        return file


class OfficeForm(forms.Form):
    """A new office."""

    parent = forms.ModelChoiceField(
        label=lazy("上级院", "Office above"), queryset=Office.objects.none()
    )
    level = forms.ChoiceField(
        label=lazy("级别", "Level"),
        choices=[one for one in Level.choices if one[0] != Level.PROVINCE],
    )
    code = forms.SlugField(
        label=lazy("代码", "Code"),
        max_length=40,
        help_text=lazy(
            "用于网址，小写字母和数字，设定后不再更改。", "For addresses; kept for good."
        ),
    )
    name = forms.CharField(label=lazy("名称", "Name"), max_length=80)
    name_en = forms.CharField(
        label=lazy("英文名称", "English name"), max_length=120, required=False
    )
    division = forms.RegexField(
        r"^\d{6}$",
        label=lazy("行政区划代码", "Division code"),
        required=False,
        help_text=lazy("六位数字，用于按地域分派线索。", "Six digits; clues are routed by it."),
    )

    def __init__(self, offices: QuerySet[Office], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = offices.exclude(  # type: ignore[attr-defined]
            level=Level.COUNTY
        )

    def clean_code(self) -> str:
        """Not a word that addresses need."""
        code: str = self.cleaned_data["code"].lower()
        if code == "new":
            raise forms.ValidationError(t("请换一个代码。", "Choose another code."))
        return code


class RenameForm(forms.Form):
    """An office's name and division."""

    name = forms.CharField(label=lazy("名称", "Name"), max_length=80)
    name_en = forms.CharField(
        label=lazy("英文名称", "English name"), max_length=120, required=False
    )
    division = forms.RegexField(
        r"^\d{6}$", label=lazy("行政区划代码", "Division code"), required=False
    )


class DepartmentForm(forms.Form):
    """A department's name and line."""

    name = forms.CharField(label=lazy("部门名称", "Department"), max_length=80)
    line = forms.ChoiceField(
        label=lazy("条线", "Line"),
        required=False,
        choices=[("", lazy("综合（无条线）", "none")), *Line.choices],
    )


class DutyForm(forms.Form):
    """A duty to give."""

    kind = forms.ChoiceField(label=lazy("职责", "Duty"), choices=DutyKind.choices)
    line = forms.ChoiceField(
        label=lazy("条线", "Line"),
        required=False,
        choices=[_ANY_LINE, *Line.choices],
        help_text=lazy("管理类职责不分条线。", "Administrators' duties have no line."),
    )
    since = forms.DateField(label=lazy("起日", "From"), widget=_DAY)
    until = forms.DateField(label=lazy("止日", "Until"), widget=_DAY, required=False)
