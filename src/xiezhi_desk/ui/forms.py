"""The showroom's form: one control of each kind."""

from __future__ import annotations

from django import forms

from xiezhi_desk.ui.words import lazy

__all__ = ["ShowroomForm"]

OFFICES = (("a", lazy("青浦区院", "Qingpu")), ("b", lazy("白塔县院", "Baita")))
CHECKS = (("1", lazy("书证", "document")), ("2", lazy("询问", "questioning")))


class ShowroomForm(forms.Form):
    """Text, select, choice, ticks, day, file, a long text."""

    number = forms.CharField(
        label=lazy("线索编号", "Clue number"),
        max_length=10,
        help_text=lazy("十位，不含 I、L、O、U", "ten characters, no I, L, O, U"),
    )
    office = forms.ChoiceField(label=lazy("承办单位", "Office"), choices=OFFICES)
    how = forms.ChoiceField(
        label=lazy("核查方式", "How"), choices=CHECKS, widget=forms.RadioSelect, required=False
    )
    due = forms.DateField(
        label=lazy("期限", "Due"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
    )
    reason = forms.CharField(
        label=lazy("理由", "Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
    agree = forms.BooleanField(label=lazy("已与案卷核对", "Compared with the file"), required=False)
    file = forms.FileField(label=lazy("附件", "Attachment"), required=False)
