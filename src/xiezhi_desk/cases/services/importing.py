"""An export of the business system, many documents at once: read, shown, then entered.

A line names its matter by the clue's or the matter's number. Nothing is guessed: what cannot be
told apart is left out and said, line by line.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.cases.records import Outcome
from xiezhi_desk.cases.services.recording import Said, amend, record_outcome
from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Matter
from xiezhi_desk.clues.selectors.matters import live
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.library.sheets import Line

__all__ = ["TITLES", "Read", "enter", "read"]

TITLES: dict[str, tuple[str, ...]] = {
    "number": ("线索编号", "事项编号", "clue", "matter"),
    "kind": ("文书种类", "文书类型", "kind"),
    "system_number": ("文书编号", "文书文号", "文号", "业务系统编号", "document number"),
    "document_on": ("制发日期", "文书日期", "发出日期", "document date"),
    "accepted": ("是否采纳", "采纳情况", "accepted"),
    "answered_on": ("回复日期", "答复日期", "answered on"),
    "corrected": ("是否整改", "整改情况", "corrected"),
    "corrected_on": ("整改日期", "整改完成日期", "corrected on"),
    "recovered": ("挽回金额", "挽回金额（元）", "recovered"),
    "text": ("备注", "说明", "remarks"),
}
"""Titles a column may have in the export; the first is the one we write ourselves."""

_YES = {"是", "采纳", "已采纳", "已整改", "整改", "yes", "y", "true", "1"}
_NO = {"否", "未采纳", "不采纳", "未整改", "no", "n", "false", "0"}
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T].*)?|(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True)
class Read:
    """One line of the file, read.

    Attributes:
        line: As a person counts it.
        state: ``new``, ``changed``, ``same`` or ``wrong``.
        problem: Why it is wrong.
    """

    line: int
    state: str
    matter: Matter | None = None
    said: Said | None = None
    outcome: Outcome | None = None
    problem: str = ""


def read(lines: Iterable[Line], access: PersonAccess) -> list[Read]:
    """What entering the file would do, line by line; writes nothing."""
    found: list[Read] = []
    seen: dict[tuple[int, str, str], int] = {}
    for line in lines:
        one = _read(line, access)
        if one.said is not None and one.matter is not None:
            key = (one.matter.pk, one.said.kind, one.said.system_number)
            if key in seen:
                said = t("与第 {n} 行重复", "the same as line {n}", n=seen[key])
                one = Read(one.line, "wrong", problem=said)
            else:
                seen[key] = one.line
        found.append(one)
    return found


def enter(read_lines: Iterable[Read], by: Person, now: datetime) -> dict[str, int]:
    """Enter what is new and change what changed; all of it or nothing.

    Raises:
        NotRecorded: A line is refused now; nothing was entered.
    """
    done = {"new": 0, "changed": 0, "same": 0, "wrong": 0}
    access = PersonAccess(by)
    with transaction.atomic():
        for one in read_lines:
            if one.state == "new" and one.matter is not None and one.said is not None:
                record_outcome(one.matter, one.said, by, now, access=access)
            elif one.state == "changed" and one.outcome is not None and one.said is not None:
                amend(one.outcome, one.said, by, now)
            done[one.state] += 1
    return done


def _read(line: Line, access: PersonAccess) -> Read:
    cells = _cells(line)
    try:
        matter = _matter(cells.get("number", ""), access)
        said = _said(cells)
    except ValueError as error:
        return Read(line.number, "wrong", problem=str(error))
    kept = Outcome.objects.filter(
        matter=matter, kind=said.kind, system_number=said.system_number, withdrawn_at=None
    ).first()
    if kept is None:
        return Read(line.number, "new", matter, said)
    merged = _merged(kept, said, cells)
    same = all(getattr(kept, name) == value for name, value in asdict(merged).items())
    return Read(line.number, "same" if same else "changed", matter, merged, kept)


def _merged(kept: Outcome, said: Said, cells: dict[str, str]) -> Said:
    """What the file says over what is there: a column it lacks changes nothing."""
    values = {
        field.name: getattr(said if field.name in cells else kept, field.name)
        for field in fields(Said)
    }
    return Said(**values)


def _cells(line: Line) -> dict[str, str]:
    by_title = {title.strip().lower(): cell for title, cell in line.cells.items()}
    found: dict[str, str] = {}
    for name, titles in TITLES.items():
        for title in titles:
            if title in by_title:
                found[name] = by_title[title]
                break
    return found


def _matter(number: str, access: PersonAccess) -> Matter:
    number = number.strip().upper()
    if not number:
        raise ValueError(t("没有线索编号或事项编号", "no number of a clue or matter"))
    clue = visible(access).select_related("matter__merged_into").filter(number=number).first()
    if clue is not None:
        return live(clue.matter)
    matter = Matter.objects.filter(Q(number=number)).first()
    if matter is None or not visible(access).filter(matter=live(matter)).exists():
        said = t("没有编号为 {n} 的线索或事项", "no clue or matter {n}", n=number[:12])
        raise ValueError(said)
    return live(matter)


def _said(cells: dict[str, str]) -> Said:
    kinds = {str(label): value for value, label in Outcome.Kind.choices} | {
        value: value for value in Outcome.Kind.values
    }
    kind = kinds.get(cells.get("kind", ""))
    if kind is None:
        said = t("文书种类“{k}”不在清单内", "unknown kind “{k}”", k=cells.get("kind", ""))
        raise ValueError(said)
    number = cells.get("system_number", "")
    if not number:
        raise ValueError(t("没有文书编号", "no document number"))
    made = _day(cells, "document_on")
    if made is None:
        raise ValueError(t("没有制发日期", "no day of the document"))
    return Said(
        kind=kind,
        system_number=number[:80],
        document_on=made,
        accepted=_truth(cells, "accepted"),
        answered_on=_day(cells, "answered_on"),
        corrected=_truth(cells, "corrected"),
        corrected_on=_day(cells, "corrected_on"),
        recovered=_money(cells),
        text=cells.get("text", ""),
    )


def _wrong(name: str, cell: str) -> ValueError:
    said = t("{title}“{cell}”读不懂", "{title} “{cell}” cannot be read").format(
        title=TITLES[name][0], cell=cell
    )
    return ValueError(said)


def _day(cells: dict[str, str], name: str) -> date | None:
    cell = cells.get(name, "")
    if not cell:
        return None
    found = _DAY.fullmatch(cell)
    if found is None:
        raise _wrong(name, cell)
    parts: list[Any] = [part for part in found.groups() if part is not None]
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise _wrong(name, cell) from None


def _truth(cells: dict[str, str], name: str) -> bool | None:
    cell = cells.get(name, "").lower()
    if not cell:
        return None
    if cell in _YES or cell in _NO:
        return cell in _YES
    raise _wrong(name, cell)


def _money(cells: dict[str, str]) -> Decimal | None:
    cell = cells.get("recovered", "").replace(",", "").replace("，", "").removesuffix("元")
    if not cell:
        return None
    try:
        amount = Decimal(cell)
    except InvalidOperation:
        raise _wrong("recovered", cell) from None
    if not amount.is_finite() or amount != amount.quantize(Decimal("0.01")):
        raise _wrong("recovered", cell)
    return amount.quantize(Decimal("0.01"))
