"""Data whose term has ended, disposed of: off the shelf, out of the bundles, off the desk.

It cannot be undone, so two people do it: who keeps the data asks with a reason, who approves data
confirms (政务数据共享条例 27, 29). Its record stays, in the register and in the trail.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from xiezhi_desk.audit.services import record
from xiezhi_desk.library import disposal
from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.problems import refused
from xiezhi_desk.runs import slots
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.runs.store import folder_of
from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.ui.numbers import new_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.library.problems import DoorError

__all__ = ["LEAST_REASON", "ask", "carry_out", "catch_up", "holding", "refuse"]

LEAST_REASON = 6
"""Characters a reason has at least."""


def ask(table: str, contracts: Sequence[str], reason: str, by: Person, now: datetime) -> Disposal:
    """Ask for a disposal; nothing is removed before somebody else confirms it.

    Args:
        table: The standard table.
        contracts: Only what came under these; empty is the whole table.
        reason: Why: the purpose was reached, the term has ended.
        by: Who asks.
        now: The moment.

    Raises:
        DoorError: No such table on the shelf, no reason.
    """
    if len(reason.strip()) < LEAST_REASON:
        raise _refused(
            "disposal-reason",
            ("没有写明处置理由。", "No reason was given."),
            (
                "请写明依据：使用期限届满、目的已经实现。",
                "Say why: the term ended, the purpose met.",
            ),
        )
    door.entry(settings.WORKSPACE, table, now.date())
    with transaction.atomic():
        made = Disposal.objects.create(
            number=new_number(),
            table=table,
            contracts=list(contracts),
            reason=reason.strip(),
            asked_by=by,
            asked_at=now,
        )
        _tell(made, "shelf.disposal_asked", by, now, reason)
    return made


def refuse(asked: Disposal, by: Person, now: datetime) -> None:
    """Do not agree.

    Raises:
        DoorError: One's own, or decided already.
    """
    with transaction.atomic():
        _decide(asked, Disposal.State.REFUSED, by, now)
        _tell(asked, "shelf.disposal_refused", by, now)


def carry_out(asked: Disposal, by: Person, now: datetime) -> Disposal:
    """Confirm as the second person, and remove the data: bundles first, then what the desk keeps.

    Cut off half-way it stays asked and may be confirmed again: what is gone stays gone.

    Raises:
        DoorError: One's own, decided already, nothing is there, or something is in the way.
    """
    _may_decide(asked, by)
    bundles = [one for one in holding(asked.table) if folder_of(one.folder).is_dir()]
    gone = disposal.dispose(
        settings.WORKSPACE,
        asked.table,
        f"{asked.asked_by.username}、{by.username}",
        now.isoformat(timespec="seconds"),
        asked.reason,
        tuple(asked.contracts),
        [folder_of(one.folder) for one in bundles],
    )
    desk = _blanked(bundles)
    with transaction.atomic():
        _decide(asked, Disposal.State.DONE, by, now)
        asked.record, asked.left = gone.number, list(gone.left)
        asked.done = {**_counts(gone.done), **{f"desk_{name}": n for name, n in desk.items()}}
        asked.save(update_fields=("record", "left", "done"))
        _tell(asked, "shelf.disposed", by, now, details={"record": gone.number, **desk})
    return asked


def catch_up(now: datetime) -> Counter[str]:
    """Blank what bundles lost without the desk: by the command line, or in a night cut off.

    Args:
        now: The moment.
    """
    there = [one for one in Bundle.objects.order_by("pk") if folder_of(one.folder).is_dir()]
    desk = _blanked(there)
    if any(desk.values()):
        record(by=None, action="shelf.blanked", details=dict(desk), now=now)
    return desk


def holding(table: str) -> list[Bundle]:
    """Bundles of the store whose manifest says that they read a table."""
    return [
        one
        for one in Bundle.objects.order_by("pk").iterator(200)
        if any(said.get("table", name) == table for name, said in one.tables.items())
    ]


def _blanked(bundles: Sequence[Bundle]) -> Counter[str]:
    """What the desk keeps of rows that the bundles lost: blanked, counted."""
    desk: Counter[str] = Counter()
    for bundle in bundles:
        seen = disposal.disposals(folder_of(bundle.folder))
        if len(seen) == len(bundle.disposed):
            continue
        for blank in slots.disposed:
            desk.update(blank(bundle))
        bundle.disposed = [
            {"id": one.id, "at": one.at, "by": one.by, "reason": one.reason, "table": one.table,
             "rows": one.rows, "clues": one.clues}
            for one in seen
        ]  # fmt: skip
        bundle.save(update_fields=("disposed",))
    return desk


def _may_decide(asked: Disposal, by: Person) -> None:
    if asked.asked_by_id == by.pk:
        raise _refused(
            "disposal-second",
            ("不能确认自己的申请。", "Nobody confirms what they asked for."),
            ("请另一名有审批职责的人员确认。", "Ask somebody else who approves data."),
        )
    if asked.state != Disposal.State.ASKED:
        raise _refused(
            "disposal-decided",
            ("该申请已经办理。", "It was decided already."),
            ("请刷新页面。", "Reload the page."),
        )


def _decide(asked: Disposal, state: Disposal.State, by: Person, now: datetime) -> None:
    asked.refresh_from_db(from_queryset=Disposal.objects.select_for_update(of=("self",)))
    _may_decide(asked, by)
    asked.state, asked.decided_by, asked.decided_at = state, by, now
    asked.save(update_fields=("state", "decided_by", "decided_at"))


def _counts(done: dict[str, object]) -> dict[str, int]:
    return {name: number for name, number in done.items() if isinstance(number, int)}


def _tell(
    asked: Disposal,
    action: str,
    by: Person,
    now: datetime,
    reason: str = "",
    details: dict[str, object] | None = None,
) -> None:
    thing, within = f"disposal:{asked.number}", f"table:{asked.table}"
    record(
        by=by, action=action, thing=thing, within=within, reason=reason, details=details, now=now
    )


def _refused(code: str, what: tuple[str, str], cure: tuple[str, str]) -> DoorError:
    return refused(code, what, cure)
