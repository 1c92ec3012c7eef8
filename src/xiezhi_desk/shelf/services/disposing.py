"""Data whose term has ended, disposed of: off the shelf, out of the bundles, off the desk.

It cannot be undone, so two people do it: who keeps the data asks with a reason, who approves data
confirms (政务数据共享条例 27, 29). Its record stays, in the register and in the trail.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.audit.services import record
from xiezhi_desk.library import disposal
from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.problems import DoorError, refused
from xiezhi_desk.runs import slots
from xiezhi_desk.runs.handling.alone import alone
from xiezhi_desk.runs.problems import Refused, of_library, problem
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.runs.services import again, start
from xiezhi_desk.runs.slots import Stopped
from xiezhi_desk.runs.states import JobKind
from xiezhi_desk.runs.store import folder_of
from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.ui.numbers import new_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.runs.records import Job
    from xiezhi_desk.runs.slots import Cancelled, Tell

__all__ = [
    "LEAST_REASON",
    "AtStake",
    "ask",
    "at_stake",
    "carry_out",
    "catch_up",
    "confirm",
    "holding",
    "refuse",
    "resume",
]

LEAST_REASON = 6
"""Characters a reason has at least."""
REMOVING = 0.8
"""Part of the progress that shelf and bundles have; the rest is the clues' pages."""
_DECIDED = (
    "disposal-decided",
    ("该申请已经办理。", "It was decided already."),
    ("请刷新页面。", "Reload the page."),
)


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
    door.entry(settings.WORKSPACE, table, timezone.localdate(now))
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


def confirm(asked: Disposal, by: Person, now: datetime) -> Disposal:
    """Agree as the second person; a job carries it out.

    Raises:
        DoorError: One's own, or decided already.
    """
    with transaction.atomic():
        _decide(asked, Disposal.State.DOING, by, now)
        asked.job = start(
            JobKind.DISPOSE,
            f"处置数据：{asked.table}",
            {"disposal": asked.number, "title_en": f"Dispose of {asked.table}"},
            by=by,
            office=by.office or Office.objects.filter(parent=None).earliest("pk"),
            now=now,
        )
        asked.save(update_fields=("job",))
        _tell(asked, "shelf.disposal_agreed", by, now)
    return asked


def resume(asked: Disposal, by: Person, now: datetime) -> Disposal:
    """Go on with one that was cut off; both persons agreed to it already.

    Raises:
        DoorError: It was not cut off.
    """
    with transaction.atomic():
        _lock(asked)
        if not asked.stopped or asked.job is None:
            raise _refused(*_DECIDED)
        asked.job = again(asked.job, by=by, now=now)
    return asked


def carry_out(job: Job, tell: Tell, cancelled: Cancelled) -> dict[str, Any]:
    """Remove the data: bundles first, then the shelf, then what the desk keeps.

    A job of kind ``dispose``. It is not ended half-way; killed, the next attempt goes on.

    Returns:
        Number of the request, number in the register, the page that shows it.

    Raises:
        Refused: Nothing is there, something is in the way, or it is another job's now.
        Stopped: The service ended before it began.
    """
    asked = _of(job)
    if cancelled():
        raise Stopped
    try:
        terms = disposal.contracts_of(settings.WORKSPACE, asked.table)
    except DoorError as error:
        raise Refused([of_library(one) for one in error.problems]) from error
    bundles = [one for one in holding(asked.table, terms) if folder_of(one.folder).is_dir()]
    zh, en = "正在清除数据架和卷宗包中的数据", "Removing the data from shelf and bundles"
    tell(0, zh, en)
    with alone(settings.WORKSPACE, tell, cancelled):
        gone = _removed(asked, bundles, lambda part: tell(part * REMOVING, zh, en))
        tell(REMOVING, "正在清除线索页上的证据行", "Removing rows from the clues' pages")
        desk = _blanked(bundles)
    with transaction.atomic():
        _lock(asked)
        by, now = asked.decided_by, timezone.now()
        asked.state, asked.record, asked.left = Disposal.State.DONE, gone.number, list(gone.left)
        asked.done = {**_counts(gone.done), **{f"desk_{name}": n for name, n in desk.items()}}
        asked.save(update_fields=("state", "record", "left", "done"))
        details: dict[str, object] = {"record": gone.number, **desk}
        _tell(asked, "shelf.disposed", by, now, details=details)
    return {"disposal": asked.number, "record": gone.number, "url": "/shelf/disposals/"}


def _of(job: Job) -> Disposal:
    found = Disposal.objects.select_related("asked_by", "decided_by")
    asked = found.filter(number=job.params["disposal"], job=job, state=Disposal.State.DOING).first()
    if asked is None:
        what, cure = _DECIDED[1:]
        raise Refused([problem(what, cure=cure, code=_DECIDED[0])])
    return asked


def _removed(
    asked: Disposal, bundles: Sequence[Bundle], tell: Callable[[float], object]
) -> disposal.DisposalDone:
    """What went from shelf and bundles; refused before anything went, it may be decided again."""
    second = asked.decided_by.username if asked.decided_by else ""
    agreed = (asked.decided_at or asked.asked_at).isoformat(timespec="seconds")
    try:
        return disposal.dispose(
            settings.WORKSPACE,
            asked.table,
            f"{asked.asked_by.username}、{second}",
            agreed,
            asked.reason,
            tuple(asked.contracts),
            [folder_of(one.folder) for one in bundles],
            tell,
        )
    except DoorError as error:
        if not disposal.begun(settings.WORKSPACE, asked.table, asked.contracts):
            asked.state, asked.decided_by, asked.decided_at = Disposal.State.ASKED, None, None
            asked.save(update_fields=("state", "decided_by", "decided_at"))
        raise Refused([of_library(one) for one in error.problems]) from error


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


class AtStake(NamedTuple):
    """What a disposal would touch, before it is decided.

    Attributes:
        rows: On the shelf; None when its contracts have not ended, or all of the table goes.
        bundles: That lose rows.
        clues: That those bundles raised: at most so many lose evidence.
    """

    rows: int | None
    bundles: int
    clues: int


def at_stake(asked: Disposal, ended: Mapping[tuple[str, str], int]) -> AtStake:
    """What a disposal that waits would touch: the approver decides on that.

    Args:
        asked: The disposal.
        ended: Rows by table and contract of what is past its term.
    """
    try:
        terms = asked.contracts or disposal.contracts_of(settings.WORKSPACE, asked.table)
    except DoorError:
        terms = asked.contracts
    bundles = holding(asked.table, terms)
    known = [ended.get((asked.table, one)) for one in asked.contracts]
    rows = sum(filter(None, known)) if known and None not in known else None
    return AtStake(rows, len(bundles), sum(int(one.counts.get("clues") or 0) for one in bundles))


def holding(table: str, contracts: Collection[str] = ()) -> list[Bundle]:
    """Bundles of the store whose manifest says that they read a table, or facts read from it.

    Args:
        table: The standard table.
        contracts: Its contracts: facts that were read from documents name them.
    """

    def is_of(name: str, said: dict[str, Any]) -> bool:
        terms = {one["id"] for one in said.get("contracts", ())}
        return said.get("table", name) == table or not terms.isdisjoint(contracts)

    every = Bundle.objects.order_by("pk").iterator(200)
    return [one for one in every if any(is_of(*pair) for pair in one.tables.items())]


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
    if not asked.waits:
        raise _refused(*_DECIDED)


def _lock(asked: Disposal) -> None:
    asked.refresh_from_db(from_queryset=Disposal.objects.select_for_update(of=("self",)))


def _decide(asked: Disposal, state: Disposal.State, by: Person, now: datetime) -> None:
    _lock(asked)
    _may_decide(asked, by)
    asked.state, asked.decided_by, asked.decided_at = state, by, now
    asked.save(update_fields=("state", "decided_by", "decided_at"))


def _counts(done: dict[str, object]) -> dict[str, int]:
    return {name: number for name, number in done.items() if isinstance(number, int)}


def _tell(
    asked: Disposal,
    action: str,
    by: Person | None,
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
