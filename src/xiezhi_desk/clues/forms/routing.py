"""What is entered of a rule that sends clues to an office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from xiezhi_desk.accounts.records import Level, Line, Office
from xiezhi_desk.clues.records import Route
from xiezhi_desk.clues.selectors.choices import titles
from xiezhi_desk.ui.words import chinese, lazy, t

if TYPE_CHECKING:
    from xiezhi_desk.clues.access import Reach

__all__ = ["RouteForm"]

_ANY = ("", lazy("不限", "any"))


class RouteForm(forms.Form):
    """A rule: what must hold, where the clue goes, why."""

    model = forms.ChoiceField(label=lazy("模型", "Model"), required=False)
    line = forms.ChoiceField(
        label=lazy("条线", "Line"), choices=[_ANY, *Line.choices], required=False
    )
    organ_contains = forms.CharField(
        label=lazy("机关名称包含", "The organ's name contains"), max_length=60, required=False
    )
    division = forms.RegexField(
        r"^[0-9]{6}$",
        label=lazy("所在地区划代码", "Division"),
        required=False,
        help_text=lazy("六位；329900 表示全市", "six digits; 329900 is the whole city"),
    )
    level = forms.ChoiceField(
        label=lazy("送往哪一级院", "To the office of which level"),
        choices=[_ANY, *Level.choices],
        required=False,
        help_text=lazy("按被监督机关所在地确定具体院", "the organ's place decides which one"),
    )
    office = forms.ModelChoiceField(
        label=lazy("或者送往指定院", "Or to this office"),
        queryset=Office.objects.none(),
        required=False,
        empty_label="—",
    )
    place = forms.IntegerField(
        label=lazy("次序", "Place"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=lazy("空：排在最后", "empty: last"),
    )
    reason = forms.CharField(
        label=lazy("依据或者理由", "Reason"),
        max_length=200,
        help_text=lazy("写入每条线索的第一步", "written into the first step of each clue"),
    )

    def __init__(self, *args: Any, far: Reach, **kwargs: Any) -> None:
        """Offer the offices of the person's reach."""
        super().__init__(*args, **kwargs)
        names = {one.model: one.zh if chinese() else one.en for one in titles()}
        self.fields["model"].choices = [_ANY, *names.items()]  # type: ignore[attr-defined]
        offices = Office.objects.filter(pk__in=far.offices)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A rule must say where, and once only."""
        said = super().clean() or {}
        if bool(said.get("level")) == bool(said.get("office")):
            raise forms.ValidationError(
                t(
                    "“送往哪一级院”和“指定院”选且只选一项。",
                    "Choose a level or an office, not both.",
                )
            )
        if not any(said.get(name) for name in ("model", "line", "organ_contains", "division")):
            raise forms.ValidationError(
                t(
                    "至少写一项条件；不写条件的规则会接走所有线索。",
                    "Say at least one condition: a rule without any takes every clue.",
                )
            )
        return said

    def rule(self, owner: Office) -> Route:
        """The rule entered, not saved."""
        said = dict(self.cleaned_data)
        said["place"] = said["place"] or 0
        return Route(owner=owner, **said)
