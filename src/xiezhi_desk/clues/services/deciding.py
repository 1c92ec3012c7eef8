"""Deciding a clue: proposed and confirmed by two people, or closed by a prosecutor with a reason.

Nothing is decided by a model alone: who decides attests that a person checked, and explains it
(个人信息保护法 24). An assistant's decision, every finding of *founded*, and everything proposed in
a list wait for a second person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi_desk.clues.records import Clue, Decision
from xiezhi_desk.clues.selectors.reasons import CANNOT_TELL, questions, reasons
from xiezhi_desk.clues.services import blind
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.moving import lock, move
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Batch, Step

__all__ = [
    "Finding",
    "close",
    "confirm",
    "confirm_list",
    "propose",
    "propose_list",
    "refuse",
    "refuse_list",
    "reopen",
    "withdraw",
]

PROPOSES = {
    State.FOUNDED: "propose_founded",
    State.UNFOUNDED: "propose_unfounded",
    State.UNDECIDABLE: "propose_undecidable",
}
CONFIRMS = {
    State.FOUNDED: "confirm",
    State.UNFOUNDED: "confirm_unfounded",
    State.UNDECIDABLE: "confirm_undecidable",
}
CLOSES = {State.UNFOUNDED: "unfounded", State.UNDECIDABLE: "undecidable"}


@dataclass(frozen=True)
class Finding:
    """What a person found of a clue.

    Attributes:
        outcome: ``founded``, ``unfounded`` or ``undecidable``.
        why: A reason of the list, by its key.
        text: The explanation, in the person's own words.
        answers: To the checklist, by the question's key.
        attested: The person says that they checked it themselves.
    """

    outcome: State
    why: str
    text: str
    answers: Mapping[str, str] = field(default_factory=dict)
    attested: bool = False


def propose(
    clue: Clue,
    finding: Finding,
    by: Person,
    now: datetime,
    *,
    revision: int | None = None,
    access: PersonAccess | None = None,
    batch: Batch | None = None,
    bulk: str = "",
) -> Decision:
    """Propose an outcome; a second person confirms or refuses it.

    Raises:
        Refused: As ``moving.move``; or the finding is incomplete or contradicts itself.
    """
    with door(by, now):
        check(clue, finding, in_list=bool(batch or bulk))
        move(
            clue,
            PROPOSES[finding.outcome],
            by,
            now,
            finding.text,
            revision=revision,
            access=access,
            why=finding.why,
            bulk=bulk,
        )
        return _keep(clue, finding, by, now, batch=batch, bulk=bulk)


def close(
    clue: Clue,
    finding: Finding,
    by: Person,
    now: datetime,
    *,
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Decision:
    """Decide *unfounded* or *undecidable* alone: a prosecutor's own clue, one at a time.

    Raises:
        Refused: As ``propose``.
    """
    with door(by, now) as act:
        check(clue, finding)
        if finding.outcome not in CLOSES:
            raise _wrong(
                clue,
                t("认定属实须经第二人复核。", "A finding of founded needs a second person."),
                t("请提请复核。", "Propose it."),
            )
        move(
            clue,
            CLOSES[finding.outcome],
            by,
            now,
            finding.text,
            revision=revision,
            access=access,
            why=finding.why,
        )
        decision = _keep(clue, finding, by, now)
        blind.draw(decision, now)
        act.value(clue)
        return decision


def confirm(
    clue: Clue,
    by: Person,
    now: datetime,
    *,
    text: str = "",
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Decision:
    """Confirm, as the second person, what was proposed.

    Raises:
        Refused: As ``moving.move``.
        RuntimeError: The records contradict themselves.
    """
    with door(by, now) as act:
        decision = clue.decisions.filter(stands=True, confirmed_at=None).first()
        name = CONFIRMS[State(decision.outcome)] if decision else "confirm"
        move(clue, name, by, now, text, revision=revision, access=access)
        if decision is None:
            message = f"clue {clue.number} is proposed without a decision"
            raise RuntimeError(message)
        decision.confirmed_by, decision.confirmed_at = by, now
        decision.save(update_fields=("confirmed_by", "confirmed_at"))
        blind.draw(decision, now)
        act.value(clue)
        return decision


def refuse(
    clue: Clue,
    by: Person,
    now: datetime,
    reason: str,
    *,
    revision: int | None = None,
    access: PersonAccess | None = None,
) -> Step:
    """Send a proposal back to its proposer, with the reason.

    Raises:
        Refused: As ``moving.move``.
    """
    with door(by, now):
        step = move(clue, "refuse", by, now, reason, revision=revision, access=access)
        _fall(clue)
        return step


def withdraw(
    clue: Clue, by: Person, now: datetime, *, revision: int | None = None, reason: str = ""
) -> Step:
    """Take one's own proposal back.

    Raises:
        Refused: As ``moving.move``.
    """
    with door(by, now):
        step = move(clue, "withdraw", by, now, reason, revision=revision)
        _fall(clue)
        return step


def reopen(
    clue: Clue,
    by: Person,
    now: datetime,
    reason: str,
    *,
    revision: int | None = None,
    to: Person | None = None,
) -> Step:
    """Take a decided clue up again; its decision stays on record and no longer counts.

    Raises:
        Refused: As ``moving.move``.
    """
    with door(by, now):
        step = move(clue, "reopen", by, now, reason, revision=revision, to=to)
        _fall(clue)
        return step


def propose_list(
    clues: Iterable[Clue],
    finding: Finding,
    by: Person,
    now: datetime,
    *,
    revisions: Mapping[str, int],
    access: PersonAccess | None = None,
) -> str:
    """Propose one outcome for a whole list: all or none; never decided without a second person.

    Args:
        clues: The list.
        finding: The same for each.
        by: Who proposes.
        now: The moment.
        revisions: Of each clue's number, as the page showed it.
        access: The person's.

    Returns:
        The list's number, by which the second person finds it.

    Raises:
        Refused: As ``propose``, naming the first clue that stands against it.
    """
    bulk = new_number()
    with door(by, now):
        for clue in lock(clues):
            propose(
                clue,
                finding,
                by,
                now,
                revision=revisions.get(clue.number, -1),
                access=access,
                bulk=bulk,
            )
    return bulk


def confirm_list(
    clues: Iterable[Clue],
    by: Person,
    now: datetime,
    *,
    revisions: Mapping[str, int],
    text: str = "",
    access: PersonAccess | None = None,
) -> list[Decision]:
    """Confirm a whole list of proposals, all or none.

    Raises:
        Refused: As ``confirm``.
    """
    with door(by, now):
        return [
            confirm(
                clue, by, now, text=text, revision=revisions.get(clue.number, -1), access=access
            )
            for clue in lock(clues)
        ]


def refuse_list(
    clues: Iterable[Clue],
    by: Person,
    now: datetime,
    reason: str,
    *,
    revisions: Mapping[str, int],
    access: PersonAccess | None = None,
) -> None:
    """Send a whole list of proposals back, all or none.

    Raises:
        Refused: As ``refuse``.
    """
    with door(by, now):
        for clue in lock(clues):
            refuse(clue, by, now, reason, revision=revisions.get(clue.number, -1), access=access)


def check(clue: Clue, finding: Finding, *, in_list: bool = False) -> None:
    """Whether a finding is complete and does not contradict itself.

    Raises:
        Refused: What is missing or contradicts.
    """
    if not finding.attested:
        raise _wrong(
            clue,
            t("没有确认系由人核查、由人决定。", "Nobody attested that a person checked it."),
            t("请勾选确认。", "Tick the attestation."),
        )
    if finding.why not in {reason.code for reason in reasons(clue.model, finding.outcome)}:
        raise _wrong(
            clue,
            t("没有从理由清单中选择理由。", "No reason of the list was chosen."),
            t("请选择一项理由。", "Choose a reason."),
        )
    if in_list:
        return
    for question in questions(clue):
        answer = finding.answers.get(question.key, "").strip()
        if finding.outcome == State.FOUNDED and question.kind == "yes_no" and not answer:
            raise _wrong(
                clue,
                t("核查清单没有全部回答：{q}", "Not answered: {q}", q=question.text),
                t("请逐项回答；查不清的选“无法核实”。", "Answer each; “cannot tell” is an answer."),
            )
        clears = question.excludes_when and answer == question.excludes_when
        if finding.outcome == State.FOUNDED and clears and answer != CANNOT_TELL:
            raise _wrong(
                clue,
                t(
                    "核查清单的回答排除了该线索：{q}",
                    "An answer to the checklist clears the clue: {q}",
                    q=question.text,
                ),
                t("请更正回答，或者认定不属实。", "Correct it, or decide unfounded."),
            )


def _wrong(clue: Clue, why: str, cure: str) -> Refused:
    what = t("没有作出决定。", "Nothing was decided.")
    return Refused(Kind.REASON, what, where=clue.number, why=why, cure=cure)


def _keep(
    clue: Clue,
    finding: Finding,
    by: Person,
    now: datetime,
    *,
    batch: Batch | None = None,
    bulk: str = "",
) -> Decision:
    return Decision.objects.create(
        clue=clue,
        outcome=finding.outcome,
        why=finding.why,
        text=finding.text.strip(),
        answers=dict(finding.answers),
        attested=finding.attested,
        by=by,
        at=now,
        batch=batch,
        bulk=bulk,
        revision=clue.revision - 1,
    )


def _fall(clue: Clue) -> None:
    Decision.objects.filter(clue=clue, stands=True).update(stands=False)
