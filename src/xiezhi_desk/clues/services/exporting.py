"""Taking something out of the desk: asked with a reason, approved by another person, taken once.

Nobody approves what they asked for; who approves belongs to the same office and may see the thing
themselves. The rules are asked again when the file is made: a right that was lost in between, a
conflict declared, seven days gone by, and there is no file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.access import may_act, may_open
from xiezhi_desk.clues.records import Clue, Export
from xiezhi_desk.clues.services.door import Door, door
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Matter

__all__ = [
    "LASTS",
    "LEAST_REASON",
    "MOST_TIMES",
    "Wish",
    "approve",
    "ask",
    "refuse",
    "take",
    "withdraw",
]

LASTS = timedelta(days=7)
"""How long an approval is good."""
MOST_TIMES = 1
"""How often the file of one approval is made."""
LEAST_REASON = 6
"""Characters a reason for taking something out has at least."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to take out.

    Attributes:
        what: ``clue``, ``matter``, ``csv`` or ``xlsx``.
        clues: The clues it is about, as the person sees them now.
        chosen: Of a list: how to find them again.
        masked: Whether names stay covered; a list has none.
    """

    what: str
    clues: Sequence[Clue]
    reason: str
    masked: bool = True
    matter: Matter | None = None
    chosen: str = ""


def ask(wish: Wish, by: Person, now: datetime, *, access: PersonAccess | None = None) -> Export:
    """Ask for an export.

    Raises:
        Refused: No right over one of the clues, a conflict of interest, nothing chosen, no reason;
            open names without the right to uncover them.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        _may_ask(rights, wish)
        one = wish.clues[0] if wish.what == Export.What.CLUE else None
        listed = wish.what in {Export.What.CSV, Export.What.XLSX}
        export = Export.objects.create(
            number=new_number(),
            what=wish.what,
            clue=one,
            matter=wish.matter,
            chosen=wish.chosen if listed else "",
            many=len(wish.clues),
            masked=wish.masked or listed,
            reason=wish.reason.strip(),
            office_id=by.office_id or 0,
            asked_by=by,
            asked_at=now,
        )
        _tell(act, "export.asked", export, wish.reason, what=wish.what, masked=export.masked)
    return export


def _may_ask(rights: PersonAccess, wish: Wish) -> None:
    number = wish.clues[0].number if len(wish.clues) == 1 else ""
    if not wish.clues:
        why = t("没有可以导出的线索。", "There is nothing to take out.")
        raise _refused(Kind.TARGET, number, why, t("请先选择线索。", "Choose clues first."))
    for clue in wish.clues:
        for right in (Right.EXPORT,) if wish.masked else (Right.EXPORT, Right.UNCOVER):
            answer = may_act(rights, clue, right)
            if not answer:
                cure = t("请有此职责的人员申请。", "Ask somebody with that duty.")
                raise _refused(Kind.RIGHT, clue.number, answer.reason, cure)
    if len(wish.reason.strip()) < LEAST_REASON:
        raise _refused(
            Kind.REASON,
            number,
            t("没有写明导出的理由和用途。", "The purpose was not stated."),
            t("请写明为办理什么事项、交给谁使用。", "Say for which step, and who will use it."),
        )


def approve(
    export: Export,
    by: Person,
    now: datetime,
    reason: str,
    *,
    clues: Sequence[Clue],
    access: PersonAccess | None = None,
) -> None:
    """Approve a request as the second person; good for seven days and one file.

    Args:
        export: The request.
        by: Who approves.
        now: The moment.
        reason: Why it may go out.
        clues: What it is about, as the asker sees it now.
        access: The approving person's.

    Raises:
        Refused: One's own request, another office's, a clue one may not see, decided already.
    """
    with door(by, now) as act:
        _decide(export, by, now, reason, Export.State.APPROVED, access, clues)
        export.until = now + LASTS
        export.save()
        _tell(act, "export.approved", export, reason)


def refuse(
    export: Export, by: Person, now: datetime, reason: str, *, access: PersonAccess | None = None
) -> None:
    """Refuse a request, with the reason.

    Raises:
        Refused: As ``approve``.
    """
    with door(by, now) as act:
        _decide(export, by, now, reason, Export.State.REFUSED, access, ())
        export.save()
        _tell(act, "export.refused", export, reason)


def _decide(
    export: Export,
    by: Person,
    now: datetime,
    reason: str,
    state: Export.State,
    access: PersonAccess | None,
    clues: Sequence[Clue],
) -> None:
    rights = access or PersonAccess(by)
    export.refresh_from_db(from_queryset=Export.objects.select_for_update(of=("self",)))
    answer = rights.may(Right.APPROVE_EXPORT)
    ask_other = t("请有审批职责的人员办理。", "Ask somebody who may approve.")
    if not answer or export.office_id != by.office_id:
        why = answer.reason if not answer else t("不是本院的申请。", "Another office's request.")
        raise _refused(Kind.RIGHT, export.number, why, ask_other)
    if export.asked_by_id == by.pk:
        why = t("不能审批自己的申请。", "Nobody approves their own request.")
        raise _refused(Kind.SECOND, export.number, why, ask_other)
    for clue in clues:
        seen = may_open(rights, clue)
        if not seen:
            raise _refused(Kind.REACH, export.number, seen.reason, ask_other)
    _still(export, Export.State.ASKED)
    if not reason.strip():
        why = t("没有写明审批意见。", "No opinion was given.")
        cure = t("请写明同意或者不同意的理由。", "Say why.")
        raise _refused(Kind.REASON, export.number, why, cure)
    export.state, export.decided_by, export.decided_at = state, by, now
    export.decided_reason = reason.strip()


def withdraw(export: Export, by: Person, now: datetime) -> None:
    """Take one's own request back before its file is made.

    Raises:
        Refused: Another's, or over already.
    """
    with door(by, now) as act:
        _own(export, by)
        if export.downloads or export.state not in {Export.State.ASKED, Export.State.APPROVED}:
            raise _over(export)
        export.state = Export.State.WITHDRAWN
        export.save(update_fields=("state",))
        _tell(act, "export.withdrawn", export, "")


def take(
    export: Export,
    by: Person,
    now: datetime,
    make: Callable[[], bytes],
    *,
    clues: Sequence[Clue],
    access: PersonAccess | None = None,
) -> bytes:
    """Make the file of an approved request, once; its hash goes to the trail.

    Args:
        export: The request.
        by: Who asked for it.
        now: The moment.
        make: Makes the file; called while the request is held.
        clues: What it is about, as the person sees it now.
        access: The person's.

    Raises:
        Refused: Another's request, not approved, too late, taken already, a right lost since.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        _own(export, by)
        _still(export, Export.State.APPROVED)
        again = t("请重新申请。", "Ask anew.")
        if export.until is None or now >= export.until:
            why = t("批准已超过 7 天，失效。", "The approval is older than seven days.")
            raise _refused(Kind.STATE, export.number, why, again)
        if export.downloads >= MOST_TIMES:
            why = t("文件已经下载过。", "The file was taken already.")
            raise _refused(Kind.STATE, export.number, why, again)
        _may_ask(rights, Wish(export.what, clues, export.reason, masked=export.masked))
        data = make()
        export.downloads, export.downloaded_at = export.downloads + 1, now
        export.sha256 = hashlib.sha256(data).hexdigest()
        export.save(update_fields=("downloads", "downloaded_at", "sha256"))
        _tell(act, "export.taken", export, "", sha256=export.sha256, size=len(data))
    return data


def _own(export: Export, by: Person) -> None:
    export.refresh_from_db(from_queryset=Export.objects.select_for_update(of=("self",)))
    if export.asked_by_id != by.pk:
        why = t("不是您的申请。", "It is not your request.")
        raise _refused(Kind.RIGHT, export.number, why, t("请申请人办理。", "Ask who asked for it."))


def _still(export: Export, state: Export.State) -> None:
    if export.state != state:
        raise _over(export)


def _over(export: Export) -> Refused:
    why = t("申请现为“{state}”。", "The request is “{state}”.", state=export.get_state_display())
    return _refused(Kind.STATE, export.number, why, t("请刷新页面。", "Reload the page."))


def _refused(kind: Kind, where: str, why: str, cure: str) -> Refused:
    what = t("导出未办理。", "Nothing was taken out.")
    return Refused(kind, what, where=where, why=why, cure=cure, asked="export")


def _tell(act: Door, action: str, export: Export, reason: str, **details: object) -> None:
    within = (
        f"clue:{export.clue.number}" if export.clue
        else f"matter:{export.matter.number}" if export.matter
        else ""
    )  # fmt: skip
    thing = f"export:{export.number}"
    act.tell(action, thing, within=within, reason=reason.strip(), many=export.many, **details)
