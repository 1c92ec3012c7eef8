"""What judging puts into places other rooms keep open: page parts, bulk acts, worth, leavers."""

from __future__ import annotations

from xiezhi_desk.accounts import slots as people
from xiezhi_desk.clues import slots
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.app import late
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import lazy

__all__ = ["judge"]

SERVICES, VIEWS = "xiezhi_desk.clues.services", "xiezhi_desk.clues.views.judge_parts"
PARTS = (
    slots.PagePart("clues/parts/judge_bar.html", late(f"{VIEWS}.bar"), "top"),
    slots.PagePart("clues/parts/judge_decision.html", late(f"{VIEWS}.decided"), "top"),
    slots.PagePart("clues/parts/judge_tasks.html", late(f"{VIEWS}.tasks"), "content"),
    slots.PagePart("clues/parts/judge_matter.html", late(f"{VIEWS}.matter"), "rail"),
    slots.PagePart("clues/parts/judge_history.html", late(f"{VIEWS}.history"), "rail"),
)
BULK = (
    slots.BulkAct(
        "assign",
        "分派",
        "Assign",
        "clues:assign-bulk",
        Right.ASSIGN,
        (State.NEW, State.ASSIGNED, State.VERIFYING),
    ),
    slots.BulkAct(
        "batch",
        "编成批次",
        "Make a batch",
        "clues:batch-make",
        Right.JUDGE_CLUES,
        (State.NEW, State.ASSIGNED, State.VERIFYING),
    ),
    slots.BulkAct(
        "decide",
        "批量提请结论",
        "Propose for all",
        "clues:decide-bulk",
        Right.JUDGE_CLUES,
        (State.ASSIGNED, State.VERIFYING),
    ),
    slots.BulkAct(
        "merge",
        "并案",
        "Merge",
        "clues:merge-bulk",
        Right.JUDGE_CLUES,
        or_right=Right.ASSIGN,
    ),
)


def judge() -> None:
    """Fill the places; called once, when the app starts."""
    slots.valuers.append(late(f"{SERVICES}.worth.valuer_of"))
    slots.page_parts[:0] = PARTS
    slots.bulk_acts.extend(BULK)
    people.handover += [
        late(f"{SERVICES}.{one}") for one in ("relieving.relieve", "leaving.hand_over")
    ]
    people.open_work += [late(f"{SERVICES}.{one}") for one in ("relieving.held", "leaving.held")]
    people.profile.append(
        people.ProfilePart(
            lazy("回避声明", "Conflicts of interest"),
            "clues:conflicts",
            lazy(
                "声明后不再分派、不能办理有关线索。", "Clues you declared on are not yours to do."
            ),
            Right.SEE_CLUES,
        )
    )
