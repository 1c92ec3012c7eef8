"""Forms of signing in and of one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from xiezhi_desk.ui.words import lazy, t

if TYPE_CHECKING:
    from xiezhi_desk.accounts.records import Person

__all__ = [
    "CapacityForm",
    "CodeForm",
    "LanguageForm",
    "NewPasswordForm",
    "NextForm",
    "OwnPasswordForm",
    "SignInForm",
]

_WRITES_NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class NextForm(forms.Form):
    """Where to go afterwards; checked by the view against our own host."""

    next = forms.CharField(required=False, max_length=500)
    held = forms.BooleanField(required=False)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=lazy("用户名", "User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label=lazy("密码", "Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A code of the telephone, or a recovery code."""

    code = forms.CharField(
        label=lazy("验证码", "Code"),
        max_length=20,
        help_text=lazy(
            "手机验证器显示的 6 位数字；手机不在身边时可输入一个恢复码。",
            "The 6 digits your telephone shows; without it, one of your recovery codes.",
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice, held against the rules."""

    new = forms.CharField(
        label=lazy("新密码", "New password"),
        max_length=200,
        strip=False,
        widget=_WRITES_NEW,
        help_text=lazy(
            "至少 10 个字符，不用常见密码，不与姓名、用户名相似，不全是数字。",
            "At least 10 characters, not a common one, not like your name, not only digits.",
        ),
    )
    again = forms.CharField(
        label=lazy("再输一遍", "Once more"), max_length=200, strip=False, widget=_WRITES_NEW
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_new(self) -> str:
        """The password rules."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.person)
        if self.person.has_usable_password() and self.person.check_password(new):
            raise forms.ValidationError(
                t("新密码不能与原密码相同。", "The new password must differ from the old one.")
            )
        return new

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", t("两次输入不一致。", "The two differ."))
        return given


class OwnPasswordForm(NewPasswordForm):
    """The old password and a new one."""

    old = forms.CharField(
        label=lazy("原密码", "Old password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "new", "again")

    def clean_old(self) -> str:
        """It is the person's."""
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise forms.ValidationError(t("原密码不正确。", "The old password is wrong."))
        return old


class LanguageForm(forms.Form):
    """The language of the pages."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False, max_length=500)


class CapacityForm(forms.Form):
    """How many clues a person can check in a week."""

    weekly_capacity = forms.IntegerField(
        label=lazy("每周可核查线索数", "Clues I can check a week"),
        min_value=0,
        max_value=500,
        help_text=lazy("“本周核查”按此数排出清单。", "“This week” lists as many."),
    )
