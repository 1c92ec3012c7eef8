"""What came of a founded matter: entered, corrected, withdrawn; the trail keeps old and new.

The document itself is made, numbered and signed in the unified business system
(人民检察院检察建议工作规定 7); here its number and its effect are kept.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.audit.services import record
from xiezhi_desk.cases.problems import NotRecorded
from xiezhi_desk.cases.records import Outcome
from xiezhi_desk.clues.access import may_act, visible
from xiezhi_desk.clues.selectors.matters import live
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.rights import Answer, Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Matter

__all__ = ["Said", "amend", "carry", "may_record", "record_outcome", "withdraw"]


@dataclass(frozen=True)
class Said:
    """One document of a matter and its effect, as a person or a file says it.

    Attributes:
        system_number: Its number in the business system 2.0.
        recovered: Money recovered, in yuan.
    """

    kind: str
    system_number: str
    document_on: date
    accepted: bool | None = None
    answered_on: date | None = None
    corrected: bool | None = None
    corrected_on: date | None = None
    recovered: Decimal | None = None
    text: str = ""


def may_record(access: PersonAccess, matter: Matter) -> Answer:
    """Whether the person may enter what came of a matter: by one of its founded clues."""
    clue = visible(access).filter(matter=matter, state=State.FOUNDED).first()
    if clue is None:
        why = t("该事项没有已认定属实的线索。", "The matter has no founded clue within your reach.")
        return Answer(yes=False, reason=why)
    return may_act(access, clue, Right.RECORD_OUTCOMES)


def record_outcome(
    matter: Matter, said: Said, by: Person, now: datetime, *, access: PersonAccess | None = None
) -> Outcome:
    """Enter a document of a founded matter.

    Raises:
        NotRecorded: No right, no founded clue, impossible dates, or the number is there already.
    """
    with transaction.atomic():
        matter = live(type(matter).objects.select_for_update().get(pk=matter.pk))
        _permitted(access or PersonAccess(by), matter)
        _checked(said, timezone.localdate(now))
        _first(matter, said)
        made = Outcome.objects.create(
            matter=matter, origin=matter, entered_by=by, entered_at=now, **asdict(said)
        )
        _told("case.recorded", made, by, now)
    return made


def amend(outcome: Outcome, said: Said, by: Person, now: datetime) -> bool:
    """Change an entry; the trail keeps what it said before. False when nothing changed.

    Raises:
        NotRecorded: No right, withdrawn, dates that cannot be, or another entry has that number.
    """
    with transaction.atomic():
        kept = Outcome.objects.select_for_update().get(pk=outcome.pk)
        _permitted(PersonAccess(by), live(kept.matter))
        if kept.withdrawn_at is not None:
            raise _refused(kept, t("该登记已撤销。", "The entry was withdrawn."))
        _checked(said, timezone.localdate(now))
        _first(kept.matter, said, kept)
        changes = {
            name: (getattr(kept, name), value)
            for name, value in asdict(said).items()
            if getattr(kept, name) != value
        }
        if not changes:
            return False
        for name, (_, value) in changes.items():
            setattr(kept, name, value)
        kept.save(update_fields=tuple(changes))
        before = {name: _plain(old) for name, (old, _) in changes.items() if name != "text"}
        _told("case.amended", kept, by, now, before=before)
    return True


def withdraw(outcome: Outcome, by: Person, now: datetime, reason: str) -> None:
    """Withdraw an entry with the reason; it stays readable and counts no more.

    Raises:
        NotRecorded: No right, withdrawn already, or no reason.
    """
    with transaction.atomic():
        kept = Outcome.objects.select_for_update().get(pk=outcome.pk)
        _permitted(PersonAccess(by), live(kept.matter))
        if kept.withdrawn_at is not None:
            raise _refused(kept, t("该登记已撤销。", "The entry was withdrawn."))
        if not reason.strip():
            raise _refused(kept, t("没有写明理由。", "No reason was given."))
        kept.withdrawn_at, kept.withdrawn_reason = now, reason.strip()[:200]
        kept.save(update_fields=("withdrawn_at", "withdrawn_reason"))
        _told("case.withdrawn", kept, by, now, reason=reason.strip())


def _first(matter: Matter, said: Said, but: Outcome | None = None) -> None:
    """A document is entered once on a matter."""
    same = Outcome.objects.filter(
        matter=matter, kind=said.kind, system_number=said.system_number, withdrawn_at=None
    )
    if but is not None:
        # Merged matters may both bring the same document: either may be changed in other things.
        same = same.exclude(pk=but.pk).exclude(kind=but.kind, system_number=but.system_number)
    if same.exists():
        raise NotRecorded(
            t("该文书已经登记。", "This document is entered already."),
            where=said.system_number,
            why=t("同一事项、同一种类、同一编号。", "Same matter, kind and number."),
            cure=t("请在原登记上修改。", "Change the entry that is there."),
        )


def carry(origins: set[int], to: int) -> None:
    """Documents go with the clues of their matter when matters are merged or parted.

    Args:
        origins: Matters they were entered on.
        to: The matter they count for from now on.
    """
    Outcome.objects.filter(origin__in=origins).update(matter=to)


def _permitted(access: PersonAccess, matter: Matter) -> None:
    answer = may_record(access, matter)
    if not answer:
        raise NotRecorded(
            t("没有登记。", "Not entered."),
            where=matter.number,
            why=answer.reason,
            cure=t(
                "请承办检察官或案管人员登记。", "Ask the prosecutor in charge or case management."
            ),
        )


def _checked(said: Said, today: date) -> None:
    if said.kind not in Outcome.Kind.values:
        raise _wrong(said, t("没有这种文书。", "No such kind of document."))
    if not said.system_number.strip():
        raise _wrong(said, t("缺少业务系统文书编号。", "The system's number is missing."))
    for day in (said.document_on, said.answered_on, said.corrected_on):
        if day is not None and day > today:
            raise _wrong(said, t("日期在今天之后。", "A day lies after today."))
    for later in (said.answered_on, said.corrected_on):
        if later is not None and later < said.document_on:
            raise _wrong(said, t("回复或整改早于文书制发。", "Answered before it was made."))
    if said.corrected and said.accepted is False:
        raise _wrong(said, t("未采纳的不能登记为已整改。", "Refused, so not corrected by it."))
    if said.recovered is not None and said.recovered < 0:
        raise _wrong(said, t("挽回金额不能为负。", "Money recovered is not negative."))


def _wrong(said: Said, why: str) -> NotRecorded:
    return NotRecorded(
        t("没有登记。", "Not entered."),
        where=said.system_number,
        why=why,
        cure=t("请按业务系统核对后再填。", "Check against the business system and enter it again."),
    )


def _refused(kept: Outcome, why: str) -> NotRecorded:
    cure = t("请核对后再试。", "Check and try again.")
    return NotRecorded(
        t("没有修改。", "Not changed."), where=kept.system_number, why=why, cure=cure
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | None) else str(value)


def _told(action: str, kept: Outcome, by: Person, now: datetime, **said: Any) -> None:
    reason = said.pop("reason", "")
    record(
        by=by,
        action=action,
        thing=f"outcome:{kept.pk}",
        within=f"matter:{kept.matter.number}",
        reason=reason,
        details={"kind": kept.kind, **said},
        now=now,
    )
