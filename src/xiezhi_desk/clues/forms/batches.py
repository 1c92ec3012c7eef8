"""What a person fills in to send a batch and to take its answer in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings

from xiezhi_desk.clues.forms.judging import day_field
from xiezhi_desk.clues.forms.tasks import SentForm
from xiezhi_desk.clues.selectors.answers import suggested
from xiezhi_desk.clues.selectors.reasons import reason_word, reasons
from xiezhi_desk.clues.services.answering import Choice
from xiezhi_desk.clues.states import JUDGED, State
from xiezhi_desk.ui.words import lazy, t

if TYPE_CHECKING:
    from xiezhi_desk.clues.records import BatchAnswer
    from xiezhi_desk.clues.selectors.batches import Line

__all__ = ["AnnexForm", "ProposeForm", "SendBatchForm"]


class SendBatchForm(SentForm):
    """The letter went out."""


class AnnexForm(forms.Form):
    """The returned annex and the day it came."""

    file = forms.FileField(
        label=lazy("退回的附表（xlsx、xls、csv）", "The returned annex (xlsx, xls, csv)")
    )
    on = day_field("收到日期", "Received on", required=True)

    def clean_file(self) -> Any:
        """A table, of bearable size."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".xlsx", ".xls", ".csv", ".ods")):
            raise forms.ValidationError(t("请上传 xlsx、xls 或者 csv 文件。", "Upload a table."))
        if file.size > settings.REQUEST_LIMIT:
            raise forms.ValidationError(t("文件过大。", "The file is too large."))
        return file


class ProposeForm(forms.Form):
    """An outcome and reason for each answered clue, one explanation, the attestation."""

    text = forms.CharField(
        label=lazy("说明", "Explanation"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    attested = forms.BooleanField(
        label=lazy(
            "本人已逐条核对复函和证据，结论由人作出。",
            "I checked each answer against the evidence myself; a person decides.",
        ),
        required=False,
    )

    def __init__(self, *args: Any, lines: list[Line], model: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows: list[tuple[Line, forms.BoundField, forms.BoundField, forms.BoundField]] = []
        whys = [
            (one.label, [(r.code, reason_word(model, r.code)) for r in reasons(model, one)])
            for one in JUDGED
        ]
        for line in lines:
            if line.answer is not None and line.clue.state in {State.ASSIGNED, State.VERIFYING}:
                self._row(line, line.answer, whys)

    def _row(self, line: Line, answer: BatchAnswer, whys: list[Any]) -> None:
        key, (outcome, why) = line.clue.number, suggested(answer.said["answer"])
        outcomes = [("", t("暂不提出", "nothing yet")), *((str(one), one.label) for one in JUDGED)]
        self.fields[f"o_{key}"] = forms.ChoiceField(
            label=t("结论", "Outcome"), choices=outcomes, required=False, initial=str(outcome)
        )
        self.fields[f"w_{key}"] = forms.ChoiceField(
            label=t("理由", "Reason"), choices=[("", "—"), *whys], required=False, initial=why
        )
        self.fields[f"r_{key}"] = forms.IntegerField(
            initial=line.clue.revision, widget=forms.HiddenInput
        )
        self.rows.append((line, self[f"o_{key}"], self[f"w_{key}"], self[f"r_{key}"]))

    def choices(self) -> list[Choice]:
        """What the person chose, without the clues left for later."""
        said, found = self.cleaned_data, []
        for line, *_ in self.rows:
            key = line.clue.number
            if line.answer is not None and said[f"o_{key}"]:
                line.answer.clue = line.clue
                outcome = State(said[f"o_{key}"])
                found.append(Choice(line.answer, outcome, said[f"w_{key}"], said[f"r_{key}"]))
        return found
