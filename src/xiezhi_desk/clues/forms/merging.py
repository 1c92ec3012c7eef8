"""What a person says to merge the matters of clues ticked in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from xiezhi_desk.ui.acts import act
from xiezhi_desk.ui.words import lazy, t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi_desk.clues.records import Matter
    from xiezhi_desk.clues.selectors.matters import Held

__all__ = ["MergeForm"]


class MergeForm(forms.Form):
    """Which matter takes the others, and why."""

    into = forms.ChoiceField(
        label=lazy("并入哪个事项", "Into which matter"), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        max_length=300,
        label=lazy("并案理由", "Reason"),
        help_text=lazy(
            "对同一机关的同类违法行为可以并案办理；并案后每条线索仍记得来自哪个事项，可以分案。",
            "Each clue remembers the matter it came in, so it can be parted again.",
        ),
    )

    def offer(self, held: Iterable[Held], others: Iterable[Matter]) -> None:
        """The ticked clues' matters, then others of the office on the same organ."""
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            *((one.matter.number, _said(one.matter)) for one in held),
            *((row.number, f"{_said(row)}{t('（未勾选）', ' (not ticked)')}") for row in others),
        ]


def _said(matter: Matter) -> str:
    return f"{matter.organ}{t('：', ': ')}{act(matter.duty)} · {matter.number}"
