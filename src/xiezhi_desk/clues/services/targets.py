"""Where a move takes a clue, and whom it is for: which offices and people fit, and why not.

One who refuses raises ``ValueError(why, cure)``; ``moving`` says what was refused of which clue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.access import has_conflict
from xiezhi_desk.clues.selectors.handed import came_across
from xiezhi_desk.clues.states import Move, Way
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from xiezhi_desk.accounts.records import Office, Person
    from xiezhi_desk.clues.records import Clue

__all__ = ["where_to", "whose"]

FOR_SOMEBODY = frozenset({"assign", "take", "reopen"})


def where_to(clue: Clue, by: Person, row: Move, office: Office | None) -> Office | None:
    """The office a move takes the clue to; None when it stays.

    Raises:
        ValueError: No office named, or one the clue may not go to.
    """
    if row.way is Way.STAYS:
        return None
    if row.way is Way.UP:
        return _above(clue)
    if row.way is Way.PULLED:
        return _pulled(clue, by)
    if office is None or office.pk == clue.office_id:
        raise ValueError(
            t("没有写明送往哪个检察院。", "No other office was named."),
            t("请选择检察院。", "Choose the office."),
        )
    if row.way is Way.DOWN:
        if not office.path.startswith(clue.office.path):
            raise ValueError(
                t("只能交办给下级院。", "A clue is handed down only to an office below."),
                t("请选择下级院。", "Choose an office below."),
            )
        return office
    return _across(clue, office)


def _above(clue: Clue) -> Office:
    if clue.office.parent is None:
        raise ValueError(
            t("本院没有上级院。", "There is no office above."),
            t("请直接办理或者交办。", "Handle it here, or hand it down."),
        )
    return clue.office.parent


def _pulled(clue: Clue, by: Person) -> Office:
    if by.office is None or clue.office_id == by.office_id:
        raise ValueError(
            t("线索已在本院。", "The clue lies with your own office."),
            t("请直接分派。", "Assign it."),
        )
    if not clue.office.path.startswith(by.office.path):
        raise ValueError(
            t("只能领办下级院的线索。", "Only a clue of an office below can be taken over."),
            t("请与线索所在院联系。", "Speak to the office where it lies."),
        )
    return by.office


def _across(clue: Clue, office: Office) -> Office:
    """The office of the same level; never from one that itself received the clue so."""
    if office.level != clue.office.level:
        raise ValueError(
            t("移送只在同级院之间进行。", "Clues are sent across to offices of the same level."),
            t("上下级之间请用交办、提请提办。", "Between levels: hand down, or raise."),
        )
    if came_across(clue):
        raise ValueError(
            t(
                "本院是受移送的检察院，不得退回或者再行移送（公益诉讼办案规则第二十六条）。",
                "This office received the clue from another; it may neither return it nor send it"
                " on (rules on public-interest cases, article 26).",
            ),
            t(
                "认为不属于本院管辖的，请“提请提办”报上级院。",
                "If it is not yours, raise it to the office above.",
            ),
        )
    return office


def whose(
    clue: Clue, by: Person, row: Move, to: Person | None, office: Office | None
) -> Person | None:
    """The person a move assigns the clue to; None when it assigns nobody.

    Raises:
        ValueError: Nobody named, or somebody who cannot handle the clue.
    """
    if row.name == "take":
        to = by
    if row.name == "reopen" and to is None:
        to = clue.assignee if clue.assignee and _fits(clue.assignee, clue, clue.office_id) else by
    if row.name not in FOR_SOMEBODY and (to is None or row.name != "take_over"):
        return None
    if to is None:
        raise ValueError(
            t("没有写明分派给谁。", "Nobody was named."), t("请选择承办人。", "Choose the person.")
        )
    where = office.pk if office else clue.office_id
    if not _fits(to, clue, where):
        raise ValueError(
            t(
                "{name}不在线索所在院，或者没有办理该条线线索的职责。",
                "{name} is not of the clue's office, or has no duty to handle clues of its line.",
                name=to,
            ),
            t("请选择其他承办人。", "Choose somebody else."),
        )
    if has_conflict(PersonAccess(to), clue):
        raise ValueError(
            t("{name}已声明回避。", "{name} declared a conflict of interest.", name=to),
            t("请选择其他承办人。", "Choose somebody else."),
        )
    return to


def _fits(person: Person, clue: Clue, office: int) -> bool:
    """Whether the person is of the office and has the duty to judge clues of the line."""
    return person.office_id == office and clue.line in PersonAccess(person).lines(Right.JUDGE_CLUES)
