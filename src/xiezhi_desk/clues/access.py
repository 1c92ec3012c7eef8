"""Which clues a person may see and act on: stated here and nowhere else, each rule with its reason.

The rules, in the order they are asked:

1. **Duty.** No duty with ``SEE_CLUES``: no clue. The three administrators never see one
   (GB/T 22239 separates their roles from the business).
2. **The restricted channel.** A restricted clue (a minor, sensitive personal information, or a
   person put it there) is seen only by the people named on it, by its assignee (assigning names),
   and by the keepers of its own office: those who may restrict, as somebody must be able to name
   the first person. An upper office's keepers do not see it: a restriction that every superior
   could look through would restrict nobody. Naming reaches across office and line: that is its use.
3. **Office.** Everything else: the person's own office and those below it (上级院领导下级院).
4. **Line.** Within that, the lines of the duty; duties over all lines (clue managers, chiefs) see
   all lines of those offices.

A conflict of interest (回避) hides nothing: the office's register stays whole, the person's look is
recorded like any other, and a clue must stay visible to be handed on. It refuses every act,
uncovering and export among them (``may_act``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.db.models import CharField, Q, Value

from xiezhi_desk.accounts.records import Line, Office, Person
from xiezhi_desk.clues.records import Clue, Conflict, Named
from xiezhi_desk.ui.rights import Answer, Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = [
    "FROM_ABOVE",
    "Reach",
    "has_conflict",
    "may_act",
    "may_open",
    "parts",
    "reach",
    "visible",
]

FROM_ABOVE = frozenset({Right.ASSIGN, Right.EXPORT, Right.CONFIRM, Right.RECORD_OUTCOMES})
"""Rights an upper office has over a lower one's clues without taking them over first (督办、复核).
To judge or to uncover, the clue must lie in the person's own office: take it over (提办) first."""


@dataclass(frozen=True)
class Reach:
    """How far a person sees, read once a request.

    Attributes:
        person: The person's id; 0 sees nothing.
        own: The person's office.
        offices: Ids of the own office and those below; empty when nothing is seen.
        everywhere: The offices are all offices there are.
        lines: Lines of the duties.
        keeps: Lines whose restricted clues of the own office the person keeps.
        places: The offices by path, each with id and name, as they stand in a menu.
        named: Ids of the restricted clues the person is named on.
    """

    person: int
    own: int
    offices: frozenset[int]
    everywhere: bool
    lines: frozenset[str]
    keeps: frozenset[str]
    places: tuple[tuple[str, int, str], ...] = ()
    named: tuple[int, ...] = ()

    def below(self, office: int) -> list[int]:
        """An office and those below it, as far as the person reaches."""
        path = next((path for path, pk, _ in self.places if pk == office), None)
        return [pk for one, pk, _ in self.places if path and one.startswith(path)]

    @property
    def all_lines(self) -> bool:
        """Whether no line is shut."""
        return self.lines >= set(Line.values)

    def open_clues(self) -> Q:
        """Unrestricted clues of the reach: rules 3 and 4."""
        found = Q(restricted=False)
        if not self.everywhere:
            found &= (
                Q(office_id=next(iter(self.offices)))
                if len(self.offices) == 1
                else Q(office_id__in=sorted(self.offices))
            )
        if not self.all_lines:
            found &= Q(line__in=sorted(self.lines))
        return found

    def restricted_clues(self) -> Q:
        """Restricted clues the person may see: rule 2."""
        found = Q(assignee_id=self.person)
        if self.named:
            found |= Q(pk__in=self.named)
        if self.keeps:
            found |= Q(office_id=self.own, line__in=sorted(self.keeps))
        return Q(restricted=True) & found


NOWHERE = Reach(0, 0, frozenset(), everywhere=False, lines=frozenset(), keeps=frozenset())


_READ: WeakKeyDictionary[PersonAccess, Reach] = WeakKeyDictionary()


def reach(access: PersonAccess) -> Reach:
    """How far the person sees: one query, once a request (like the duties themselves)."""
    found = _READ.get(access)
    if found is None:
        found = _READ[access] = _reach(access)
    return found


def _reach(access: PersonAccess) -> Reach:
    person = access.person
    if not isinstance(person, Person) or person.office_id is None:
        return NOWHERE
    lines = access.lines(Right.SEE_CLUES)
    if not lines:
        return NOWHERE
    keeps = access.lines(Right.RESTRICT)
    every, named = _places(person.pk)
    front = next(path for path, pk, _ in every if pk == person.office_id)
    mine = tuple(one for one in every if one[0].startswith(front))
    return Reach(
        person.pk,
        person.office_id,
        frozenset(pk for _, pk, _ in mine),
        len(mine) == len(every),
        lines,
        lines & keeps,
        mine,
        named,
    )


def _places(person: int) -> tuple[tuple[tuple[str, int, str], ...], tuple[int, ...]]:
    """All offices by path; and the clues the person is named on (one query)."""
    blank = Value("", output_field=CharField())
    named = Named.objects.filter(person_id=person).order_by()
    offices = Office.objects.order_by().values_list("path", "pk", "name")
    rows = offices.union(named.values_list(blank, "clue_id", blank), all=True)
    places = sorted(row for row in rows if row[0])
    return tuple(places), tuple(sorted(pk for path, pk, _ in rows if not path))


def visible(access: PersonAccess, within: Reach | None = None) -> QuerySet[Clue]:
    """The clues a person may see; everything the desk shows of clues begins here.

    Args:
        access: The person's.
        within: Their reach, when it was read already.
    """
    far = within or reach(access)
    if not far.offices:
        return Clue.objects.none()
    return Clue.objects.filter(far.open_clues() | far.restricted_clues())


def parts(within: Reach) -> tuple[QuerySet[Clue], ...]:
    """The same clues in parts that share none: unrestricted ones, restricted ones.

    Each part is one index from end to end, where ``visible`` as a whole makes a database look at
    every clue there is; the list asks them side by side (``UNION ALL``).
    """
    if not within.offices:
        return (Clue.objects.none(),)
    return (
        Clue.objects.filter(within.open_clues()),
        Clue.objects.filter(within.restricted_clues()),
    )


def may_open(access: PersonAccess, clue: Clue) -> Answer:
    """Whether the person may see this clue, with the rule that says so."""
    answer = access.may(Right.SEE_CLUES)
    if not answer:
        return answer
    far = reach(access)
    if clue.restricted:
        return _restricted(far, clue)
    if clue.office_id not in far.offices:
        return Answer(
            yes=False,
            reason=t(
                "该线索不属于本院及下级院。", "The clue lies with an office outside your reach."
            ),
        )
    if clue.line not in far.lines:
        return Answer(
            yes=False,
            reason=t(
                "您的职责不包含该线索所属条线。", "None of your duties covers the clue's line."
            ),
        )
    return answer


def _restricted(far: Reach, clue: Clue) -> Answer:
    if clue.assignee_id == far.person:
        return Answer(yes=True, reason=t("您是承办人。", "You handle the clue."))
    if Named.objects.filter(clue=clue, person_id=far.person).exists():
        return Answer(yes=True, reason=t("您是指定知悉人员。", "You are named on the clue."))
    if clue.office_id == far.own and clue.line in far.keeps:
        return Answer(
            yes=True,
            reason=t("您负责本院限制线索的管理。", "You keep the restricted clues of your office."),
        )
    return Answer(
        yes=False,
        reason=t(
            "该线索限指定人员知悉；如因工作需要，请向线索所在院案管部门申请。",
            "Only people named on this clue may see it; ask the case management of its office.",
        ),
    )


def has_conflict(access: PersonAccess, clue: Clue) -> bool:
    """Whether the person declared a conflict of interest with the clue or its organ."""
    return (
        Conflict.objects.filter(person_id=access.person.pk or 0, ended_at=None)
        .filter(Q(clue=clue) | Q(organ=clue.organ) & ~Q(organ=""))
        .exists()
    )


def may_act(access: PersonAccess, clue: Clue, right: Right) -> Answer:
    """Whether the person may use a right on this clue: seen, right, line, office, no conflict."""
    seen = may_open(access, clue)
    if not seen:
        return seen
    answer = access.may(right)
    if not answer:
        return answer
    named = clue.restricted and clue.office_id != reach(access).own
    if clue.line not in access.lines(right) and not named:
        return Answer(
            yes=False,
            reason=t(
                "您的这项职责不包含该线索所属条线。", "That duty does not cover the clue's line."
            ),
        )
    own = isinstance(access.person, Person) and access.person.office_id == clue.office_id
    if not own and not named and right not in FROM_ABOVE:
        return Answer(
            yes=False,
            reason=t(
                "该线索由下级院办理；需要本院办理的，请先提办。",
                "A lower office handles this clue; take it over first.",
            ),
        )
    if has_conflict(access, clue):
        return Answer(
            yes=False,
            reason=t(
                "您已对该线索或该机关声明回避，不能办理。",
                "You declared a conflict of interest with this clue or its organ.",
            ),
        )
    return answer
