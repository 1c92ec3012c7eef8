"""The parts of a clue's page that say how it is handled; ``apps`` puts them into ``slots``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi_desk.clues.selectors.covering import Cover, covering
from xiezhi_desk.clues.selectors.judged import Judged, has_right, judged
from xiezhi_desk.clues.selectors.reasons import ANSWERS, questions, reason_word
from xiezhi_desk.clues.states import OPEN, State
from xiezhi_desk.clues.steps import move_word
from xiezhi_desk.ui.acts import act
from xiezhi_desk.ui.parts import Event, Fact
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue, Decision, Step

__all__ = ["bar", "decided", "history", "matter", "tasks"]

TONES = {
    "confirm": "good",
    "refuse": "bad",
    "urge": "warn",
    "transfer": "strong",
    "confirm_unfounded": "strong",
    "unfounded": "strong",
    "reopen": "warn",
    "conflict": "bad",
}


def bar(access: PersonAccess, clue: Clue, today: date) -> dict[str, Any]:
    """Who has the clue, by when, and what this person may do now."""
    found = judged(access, clue)
    mine = clue.assignee_id == access.person.pk
    open_ = clue.state in OPEN
    return {
        "found": found,
        "moves": found.moves,
        "mine": mine,
        "today": today,
        "asleep": clue.snoozed_until is not None and clue.snoozed_until > today,
        "may_decide": bool(found.moves & {"propose_founded", "unfounded"}),
        "may_plan": mine and clue.state in {State.ASSIGNED, State.VERIFYING},
        "may_hand": not found.conflict
        and (has_right(access, clue, Right.ASSIGN) or has_right(access, clue, Right.RESTRICT)),
        "may_snooze": mine
        and not found.conflict
        and clue.state in {State.ASSIGNED, State.VERIFYING},
        "may_batch": clue.batch_id is None
        and (mine or "take" in found.moves)
        and clue.state in {State.NEW, State.ASSIGNED, State.VERIFYING},
        "may_declare": open_ and not found.conflict and access.may(Right.JUDGE_CLUES),
    }


def decided(access: PersonAccess, clue: Clue, _today: date) -> dict[str, Any]:
    """The decision that stands, and for a second person the way to confirm it."""
    found = judged(access, clue)
    decision = found.decision
    values: dict[str, Any] = {"found": found, "decision": decision, "moves": found.moves}
    if decision is not None:
        values |= {
            "why": reason_word(clue.model, decision.why),
            "answers": _answers(clue, decision),
            "outcome": State(decision.outcome),
            "confirms": next((name for name in found.moves if name.startswith("confirm")), ""),
        }
    return values


def _answers(clue: Clue, decision: Decision) -> list[tuple[str, str]]:
    """The checklist with what was answered."""
    if not decision.answers:
        return []
    return [
        (question.text, t(*ANSWERS[said]) if said in ANSWERS else covering(clue)(said))
        for question in questions(clue)
        if (said := decision.answers.get(question.key))
    ]


def tasks(access: PersonAccess, clue: Clue, today: date) -> dict[str, Any]:
    """Verification tasks and the evidence they brought."""
    found = judged(access, clue)
    mine = clue.assignee_id == access.person.pk and not found.conflict
    plan = mine and clue.state in {State.ASSIGNED, State.VERIFYING}
    return {"found": found, "tasks": found.tasks, "may_plan": plan, "today": today}


def history(access: PersonAccess, clue: Clue, _today: date) -> dict[str, Any]:
    """What was done, newest first, and what waits for this office's answer."""
    found, cover = judged(access, clue), covering(clue)
    return {
        "found": found,
        "events": [_event(step, cover) for step in reversed(found.steps)],
        "orders": [(step, move_word(step.name), _asked(step, cover)) for step in found.orders],
        "number_of_steps": len(found.steps),
    }


def _event(step: Step, cover: Cover) -> Event:
    by = str(step.by) if step.by else t("系统", "system")
    if step.to_person and step.name in {"assign", "take_over", "reopen"}:
        by += f" → {step.to_person}"
    elif step.to_office_id and step.to_office_id != step.from_office_id and step.to_office:
        by += f" → {step.to_office}"
    if organ := step.details.get("organ"):
        by += f" → {organ}"
    return Event(step.at, move_word(step.name), by, _asked(step, cover), TONES.get(step.name, ""))


def _asked(step: Step, cover: Cover) -> str:
    parts = [cover(step.reason)]
    if step.due:
        basis = step.details.get("basis", "")
        due = t("期限 {day}", "due {day}", day=step.due)
        parts.append(f"{due}（{cover(basis)}）" if basis else due)
    return " · ".join(part for part in parts if part)


def matter(access: PersonAccess, clue: Clue, _today: date) -> dict[str, Any]:
    """The matter the clue is in."""
    found: Judged = judged(access, clue)
    facts = [
        Fact(t("机关", "Organ"), clue.matter.organ),
        Fact(t("职责", "Duty"), act(clue.matter.duty)),
        Fact(t("线索", "Clues"), found.in_matter),
    ]
    return {"facts": facts, "matter": clue.matter, "merged": clue.matter_id != clue.origin_id}
