"""The start page: what waits for the person who asks, each number a link to its clues."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.clues.access import reach, visible
from xiezhi_desk.clues.records import Batch, Clue, Export, Step, Task
from xiezhi_desk.clues.selectors.reading import readable
from xiezhi_desk.clues.states import FINAL, OPEN, Presence, State
from xiezhi_desk.shelf.access import decidable
from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["Waiting", "newest", "soon", "waiting"]

SOON = timedelta(days=7)
NEWEST = 8


class Waiting(NamedTuple):
    """One thing that waits.

    Attributes:
        title: What it is.
        number: How many.
        page: Name of the page that shows them.
        query: Its address's query.
        tone: How pressing: ``bad``, ``warn``, ``info``, ``plain``.
    """

    title: str
    number: int
    page: str
    query: str = ""
    tone: str = "plain"


def waiting(access: PersonAccess, today: date) -> list[Waiting]:
    """What waits for the person, the pressing first; what is zero is left out."""
    person = access.person
    if not isinstance(person, Person) or person.office_id is None:
        return []
    found = [*_mine(access, person, today), *_office(access, person, today)]
    return [one for one in found if one.number]


def soon(access: PersonAccess, today: date) -> list[Clue]:
    """The person's own clues whose day comes within a week or has passed."""
    own = Clue.objects.filter(assignee_id=access.person.pk, state__in=OPEN)
    near = own.filter(Q(due__lte=today + SOON) | Q(expires__lte=today + SOON))
    return list(
        near.select_related("office", "latest__bundle").order_by("due", "expires", "-worth")[
            :NEWEST
        ]
    )


def newest(access: PersonAccess) -> list[Clue]:
    """The newest clues of the office that nobody has taken yet, the worthiest first."""
    far = reach(access)
    if not far.offices:
        return []
    new = visible(access, far).filter(office=far.own, state=State.NEW, suppressed=False)
    return list(new.select_related("office", "latest__bundle").order_by("-worth", "-id")[:NEWEST])


def _mine(access: PersonAccess, person: Person, today: date) -> list[Waiting]:
    if not access.may(Right.JUDGE_CLUES):
        return []
    hand = Clue.objects.filter(assignee=person, state__in=OPEN).aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due__lt=today)),
        near=Count("pk", filter=Q(due__range=(today, today + SOON))),
    )
    tasks = Task.objects.filter(by=person, returned_on=None, due__lt=today).count()
    me = "assignee=me"
    late = t("我承办、已逾期", "mine, overdue")
    near = t("我承办、7 日内到期", "mine, due within 7 days")
    return [
        Waiting(late, hand["late"], "clues:list", f"{me}&due=overdue", "bad"),
        Waiting(
            t("我的核查任务逾期未回", "my tasks without an answer"),
            tasks,
            "clues:tasks",
            tone="bad",
        ),
        Waiting(near, hand["near"], "clues:list", f"{me}&due=week", "warn"),
        Waiting(t("我承办的线索", "clues in my hands"), hand["all"], "clues:work"),
        Waiting(t("待我盲读", "for me to read blind"), readable(access).count(), "clues:reading"),
    ]


def _office(access: PersonAccess, person: Person, today: date) -> list[Waiting]:
    found: list[Waiting] = []
    seen = visible(access)
    own = seen.filter(office=person.office)
    if access.may(Right.CONFIRM):
        proposed = own.filter(state=State.PROPOSED, line__in=access.lines(Right.CONFIRM))
        number = proposed.exclude(assignee=person).count()
        title = t("待我复核的认定", "decisions to confirm")
        found.append(Waiting(title, number, "clues:list", "state=proposed", "warn"))
    if access.may(Right.APPROVE_EXPORT):
        asked = Export.objects.filter(office=person.office, state=Export.State.ASKED)
        number = asked.exclude(asked_by=person).count()
        found.append(
            Waiting(t("待我审批的导出", "exports to approve"), number, "clues:exports", tone="warn")
        )
    if access.may(Right.APPROVE_DATA):
        owed = decidable(access).filter(state=Disposal.State.ASKED)
        title = t("待我确认的数据处置", "disposals to confirm")
        found.append(Waiting(title, owed.count(), "shelf:disposals", tone="warn"))
    if access.may(Right.ASSIGN):
        urged = Step.objects.filter(
            name="urge", answered_at=None, clue__office=person.office, clue__state__in=OPEN
        ).count()
        title = t("上级督办待反馈", "urged by an upper office")
        found.append(Waiting(title, urged, "clues:list", "state=open", "bad"))
        new = own.filter(state=State.NEW, suppressed=False, restricted=False).count()
        found.append(
            Waiting(t("待分派的线索", "clues to assign"), new, "clues:list", "state=new", "info")
        )
    if access.may(Right.SEE_CLUES):
        answers = Batch.objects.filter(office=person.office, state=Batch.State.SENT, due__lt=today)
        title = t("批量核查逾期未复函", "batches without an answer")
        found.append(Waiting(title, answers.count(), "clues:batches", tone="bad"))
        changed = own.filter(presence=Presence.CHANGED, state__in=FINAL).count()
        title = t("已办结、证据有变化", "decided, evidence changed")
        found.append(Waiting(title, changed, "clues:list", "state=all&presence=changed", "warn"))
    return found
