"""What a person fills in to move, hand on, put aside and decide a clue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.clues.selectors.reasons import ANSWERS, questions, reason_word, reasons
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.words import lazy, t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.clues.selectors.loads import Load

    Chooser = forms.ModelChoiceField[Person]
else:
    Chooser = forms.ModelChoiceField

__all__ = [
    "DecideForm",
    "MoveForm",
    "PersonField",
    "SnoozeForm",
    "WordsForm",
    "day_field",
]


def day_field(zh: str, en: str, **options: Any) -> forms.DateField:
    """A day, entered with the browser's own calendar."""
    options.setdefault("required", False)
    return forms.DateField(
        label=lazy(zh, en),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        **options,
    )


class PersonField(Chooser):
    """A person, with what they have in hand."""

    def __init__(self, zh: str, en: str, **options: Any) -> None:
        super().__init__(Person.objects.none(), label=lazy(zh, en), **options)
        self._loads: dict[int, Load] = {}

    def offer(self, loads: Iterable[Load]) -> None:
        """Offer people with their load, the least loaded first; a conflict is said."""
        self._loads = {load.person.pk: load for load in loads}
        self.queryset = Person.objects.filter(pk__in=self._loads)
        blank = [("", "—")]
        self.choices = blank + [
            (key, self._said(load)) for key, load in self._loads.items() if not load.conflict
        ]

    def _said(self, load: Load) -> str:
        return t(
            "{name}（在办 {open}，每周可核 {capacity}）",
            "{name} ({open} in hand, {capacity} a week)",
            name=load.person,
            open=load.open,
            capacity=load.capacity,
        )


class MoveForm(forms.Form):
    """A simple move: the page's revision and perhaps a reason."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=lazy("理由", "Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WordsForm(forms.Form):
    """What is answered to an order."""

    text = forms.CharField(
        label=lazy("内容", "What"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SnoozeForm(forms.Form):
    """Until when a clue is put aside, and why."""

    until = day_field("暂缓至", "Until", required=True)
    reason = forms.CharField(label=lazy("理由", "Reason"), max_length=300)


class DecideForm(forms.Form):
    """A decision: outcome, reason of the list, explanation, answers to the checklist."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=lazy("结论", "Outcome"), widget=forms.RadioSelect)
    why = forms.ChoiceField(label=lazy("理由", "Reason"))
    text = forms.CharField(
        label=lazy("说明", "Explanation"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy(
            "写明核查了什么、依据什么作出结论。当事人要求时，以此说明（个人信息保护法第二十四条）。",
            "What was checked, and on what the outcome rests; it is explained on request.",
        ),
    )
    attested = forms.BooleanField(
        label=lazy(
            "本人已核对证据，结论由人作出，不是仅由模型自动作出。",
            "I checked the evidence myself; a person decides, not a model alone.",
        ),
        required=False,
    )

    def __init__(self, *args: Any, clue: Clue | None, model: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.model = clue.model if clue else model
        outcomes = (State.FOUNDED, State.UNFOUNDED, State.UNDECIDABLE)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (str(one), one.label) for one in outcomes
        ]
        self.fields["why"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *(
                (
                    one.label,
                    [(r.code, reason_word(self.model, r.code)) for r in reasons(self.model, one)],
                )
                for one in outcomes
            ),
        ]
        self.questions = questions(clue) if clue else ()
        for question in self.questions:
            self.fields[f"q_{question.key}"] = _answer(question.kind, question.text)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The checklist's fields."""
        return [self[f"q_{question.key}"] for question in self.questions]

    def finding(self) -> Finding:
        """What the form says."""
        said = self.cleaned_data
        answers = {
            question.key: str(answer)
            for question in self.questions
            if (answer := said.get(f"q_{question.key}"))
        }
        return Finding(State(said["outcome"]), said["why"], said["text"], answers, said["attested"])


def _answer(kind: str, text: str) -> forms.Field:
    if kind == "yes_no":
        return forms.ChoiceField(
            label=text,
            required=False,
            widget=forms.RadioSelect,
            choices=[(key, t(*words)) for key, words in ANSWERS.items()],
        )
    if kind == "date":
        return day_field(text, text)
    return forms.CharField(label=text, required=False, max_length=500)
