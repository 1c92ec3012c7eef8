"""Two weeks of work on the demonstration's clues, done by its people through the same services."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ParamSpec

from django.core.exceptions import ValidationError

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Line, Office
from xiezhi_desk.cases.problems import NotRecorded
from xiezhi_desk.cases.records import Outcome
from xiezhi_desk.cases.services.acting import Plan, open_action, set_targets
from xiezhi_desk.cases.services.recording import Said, record_outcome
from xiezhi_desk.clues.records import Clue, Task
from xiezhi_desk.clues.selectors.reasons import questions
from xiezhi_desk.clues.services import assigning, batching, deciding, noting, tasking
from xiezhi_desk.clues.services.nightly import nightly
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.dashboards.demonstration.organisation import Organisation

__all__ = ["Working"]

Given = ParamSpec("Given")

PROPERTY = (
    "property-penalty-not-sent",
    "property-penalty-late",
    "small-fine-unpaid-by-prisoner",
    "commutation-despite-unpaid-fine",
    "seized-property-left-over",
)
"""What the special action is about: money and goods of criminal judgments."""
FOUNDED_TEXT = "经调阅卷宗并与原始材料核对，线索反映的情况属实。（演示数据）"
UNFOUNDED_TEXT = "经核对原始材料，来源数据登记有误，线索不成立。（演示数据）"


class Working:
    """Does the work; what the desk refuses is counted, not forced.

    Attributes:
        done: How many of each act.
        refused: How many the desk refused, by kind.
    """

    def __init__(self, organisation: Organisation, now: datetime) -> None:
        self.offices, self.people = organisation.offices, organisation.people
        self.now = now
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def all(self) -> None:
        """Everything, in the order of days."""
        for place in ("county", "district"):
            self._assign(place, self._day(9))
        self._one_organ(self._day(8))
        for place in ("county", "district"):
            self._verify(place, self._day(7))
            self._decide(place, self._day(4))
            self._confirm(place, self._day(2))
        self._between_offices(self._day(3))
        self._outcomes(self._day(1))
        self._action(self._day(6))
        nightly(self.now)

    def _day(self, ago: int) -> datetime:
        return self.now - timedelta(days=ago)

    def _try(
        self, what: str, act: Callable[Given, object], *given: Given.args, **named: Given.kwargs
    ) -> bool:
        try:
            act(*given, **named)
        except Refused as error:
            self.refused[f"{what}: {error.kind}"] += 1
            return False
        except (NotRecorded, ValidationError) as error:
            self.refused[f"{what}: {type(error).__name__}"] += 1
            return False
        self.done[what] += 1
        return True

    def _assign(self, place: str, at: datetime) -> None:
        """The clue manager assigns seven of ten; every sixth to the assistant."""
        manager = self.people[f"{place}.manager"]
        mine = Clue.objects.filter(office=self.offices[place], state=State.NEW).order_by("pk")
        turn: Counter[str] = Counter()
        for number, clue in enumerate(mine):
            if number % 10 in (3, 6, 9):
                continue
            able = self._judges(place, clue.line)
            who = able[turn[clue.line] % len(able)]
            turn[clue.line] += 1
            due = (at + timedelta(days=30 - number % 25)).date()
            self._try("assign", assigning.assign, clue, who, manager, at, due=due)

    def _judges(self, place: str, line: str) -> list[Person]:
        found = [
            person
            for name, person in self.people.items()
            if name.startswith(f"{place}.")
            and line in PersonAccess(person).lines(Right.JUDGE_CLUES)
        ]
        return found or [self.people[f"{place}.manager"]]

    def _one_organ(self, at: datetime) -> None:
        """Twenty clues of one model on one organ become a batch with one letter."""
        mine = Clue.objects.filter(office=self.offices["county"], state=State.ASSIGNED, batch=None)
        many = Counter(mine.values_list("model", "organ", "assignee"))
        if not many:
            return
        (model, organ, assignee), _ = many.most_common(1)[0]
        who = next(one for one in self.people.values() if one.pk == assignee)
        clues = list(mine.filter(model=model, organ=organ, assignee=assignee)[:20])
        self._try("batch", batching.make, clues, who, at)

    def _verify(self, place: str, at: datetime) -> None:
        """Half of what is assigned is being verified: the file asked for, or a letter written."""
        mine = self._own(place, State.ASSIGNED)
        for number, clue in enumerate(mine):
            who = clue.assignee
            if number % 2 or who is None:
                continue
            way = Task.Way.FILE if number % 4 else Task.Way.ASK
            self._try("task", self._task, clue, who, way, at)
            if number % 6 == 0:
                text = "已与对方联系，近日调阅原始材料。（演示数据）"
                self._try("note", noting.note, clue, who, at, text)

    def _task(self, clue: Clue, who: Person, way: str, at: datetime) -> None:
        task = tasking.make(clue, way, clue.organ, "与线索有关的原始材料", who, at)
        due = (at + timedelta(days=15)).date()
        tasking.mark_sent(task, at.date(), who, at, due=due)

    def _decide(self, place: str, at: datetime) -> None:
        """Of what is verified, half is proposed as founded, a fifth is closed as unfounded."""
        for number, clue in enumerate(self._own(place, State.VERIFYING)):
            who = clue.assignee
            if who is None or number % 10 >= 7:
                continue
            if number % 10 < 5:
                finding = self._founded(clue)
                self._try("propose", deciding.propose, clue, finding, who, at)
            elif PersonAccess(who).may(Right.CONFIRM):
                finding = deciding.Finding(
                    State.UNFOUNDED, "data-error", UNFOUNDED_TEXT, {}, attested=True
                )
                self._try("close", deciding.close, clue, finding, who, at)

    def _founded(self, clue: Clue) -> deciding.Finding:
        answers = {
            one.key: "no" if one.excludes_when == "yes" else "yes" for one in questions(clue)
        }
        return deciding.Finding(State.FOUNDED, "file", FOUNDED_TEXT, answers, attested=True)

    def _confirm(self, place: str, at: datetime) -> None:
        """The chief confirms three of four."""
        chief = self.people[f"{place}.chief"]
        waiting = Clue.objects.filter(office=self.offices[place], state=State.PROPOSED)
        for number, clue in enumerate(waiting.order_by("pk")):
            if number % 4 < 3:
                self._try("confirm", deciding.confirm, clue, chief, at)

    def _between_offices(self, at: datetime) -> None:
        """One clue is raised to the city, three are handed down by the province."""
        raised = Clue.objects.filter(office=self.offices["county"], state=State.NEW).first()
        if raised is not None:
            why = "案情涉及多地，提请市院统一办理。（演示数据）"
            by = self.people["county.manager"]
            self._try("raise", assigning.raise_up, raised, by, at, today=at.date(), reason=why)
        above = Clue.objects.filter(office=self.offices["province"], state=State.NEW)
        for clue in above.order_by("pk")[:3]:
            self._try("hand_down", self._down, clue, at)

    def _down(self, clue: Clue, at: datetime) -> None:
        due = (at + timedelta(days=20)).date()
        manager, city = self.people["province.manager"], self.offices["city"]
        assigning.hand_down(clue, city, manager, at, due=due, today=at.date())

    def _outcomes(self, at: datetime) -> None:
        """What came of every second founded matter."""
        founded = Clue.objects.filter(state=State.FOUNDED).select_related("matter", "office")
        for number, clue in enumerate(founded.order_by("pk")):
            if number % 2 == 0:
                who = self.people[f"{clue.office.code}.manager"]
                said = self._said(clue, number, at)
                self._try("outcome", record_outcome, clue.matter, said, who, at)

    def _said(self, clue: Clue, number: int, at: datetime) -> Said:
        on = at.date()
        accepted = None if number % 6 == 4 else True
        public = clue.line == Line.PUBLIC_INTEREST
        return Said(
            Outcome.Kind.SUGGESTION if public or number % 4 else Outcome.Kind.CORRECTION,
            f"演示检建〔{on.year}〕{number + 1}号",
            on,
            accepted=accepted,
            answered_on=on if accepted else None,
            corrected=True if accepted and number % 4 == 0 else None,
            corrected_on=on if accepted and number % 4 == 0 else None,
            recovered=clue.amount if accepted and clue.amount_type == "money" else Decimal(0),
            text="（演示数据）",
        )

    def _action(self, at: datetime) -> None:
        """A special action of the city, about five models; two thirds of what lies there to do."""
        begins = at.date()
        plan = Plan(
            "刑事裁判涉财产部分执行和涉案财物处置专项监督",
            "核查未移送、未立案执行的罚金和追缴，扣押后逾期未处置的财物，督促依法移送、立案、发还或者上缴。（演示数据）",
            "人民检察院刑事诉讼规则第六百四十五条、第六百四十六条",
            begins,
            begins + timedelta(days=90),
            (Line.CRIMINAL.value,),
            PROPERTY,
        )
        by = self.people["city.manager"]
        places = [self.offices[name].pk for name in ("city", "county", "district")]
        there = Counter(
            Clue.objects.filter(model__in=PROPERTY, office__in=places).values_list(
                "office", flat=True
            )
        )
        targets = {office: -(-clues * 2 // 3) for office, clues in there.items()}

        def make() -> None:
            set_targets(open_action(plan, by, at), targets, by, at)

        self._try("action", make)

    def _own(self, place: str, state: State) -> list[Clue]:
        office: Office = self.offices[place]
        found = Clue.objects.filter(office=office, state=state, batch=None)
        return list(found.select_related("assignee").order_by("pk"))
