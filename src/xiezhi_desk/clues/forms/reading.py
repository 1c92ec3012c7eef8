"""What a blind reader fills in."""

from __future__ import annotations

from typing import Any

from django import forms

from xiezhi_desk.clues.selectors.reasons import reason_word, reasons
from xiezhi_desk.clues.states import JUDGED
from xiezhi_desk.ui.words import lazy

__all__ = ["ReadForm"]


class ReadForm(forms.Form):
    """The reader's own outcome, reason and explanation."""

    outcome = forms.ChoiceField(label=lazy("您的结论", "Your outcome"), widget=forms.RadioSelect)
    why = forms.ChoiceField(label=lazy("理由", "Reason"))
    text = forms.CharField(
        label=lazy("说明", "Explanation"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, model: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (str(one), one.label) for one in JUDGED
        ]
        self.fields["why"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *(
                (one.label, [(r.code, reason_word(model, r.code)) for r in reasons(model, one)])
                for one in JUDGED
            ),
        ]
