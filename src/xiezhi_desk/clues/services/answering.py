"""Taking an organ's answer in: kept line by line, replaced by no silence, proposed by a person.

A later annex never overwrites an earlier answer: a line that says something else waits until a
person accepts it in place of the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Batch, BatchAnswer, Clue
from xiezhi_desk.clues.selectors.answers import Preview, latest_round
from xiezhi_desk.clues.services import deciding
from xiezhi_desk.clues.services.batching import wrong
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.moving import lock
from xiezhi_desk.clues.services.permitting import permit
from xiezhi_desk.clues.services.refusing import Kind
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["Choice", "accept", "confirm", "keep", "propose"]


@dataclass(frozen=True)
class Choice:
    """What a person makes of one answer."""

    answer: BatchAnswer
    outcome: State
    why: str
    revision: int


def keep(batch: Batch, found: Preview, on: date, by: Person, now: datetime) -> list[BatchAnswer]:
    """Keep a returned annex whole, also the lines that are wrong.

    Args:
        batch: A sent batch of the person's.
        found: The annex as it was previewed.
        on: The day it came.
        by: Who.
        now: The moment.

    Raises:
        Refused: Another's batch, a draft or closed, or an empty annex.
    """
    with door(by, now) as act:
        _open(batch, by)
        if not found.rows:
            raise wrong(batch.number, t("附表里没有可读的行。", "The annex has no line."))
        number = latest_round(batch) + 1
        made = BatchAnswer.objects.bulk_create(
            BatchAnswer(
                batch=batch,
                clue=row.clue,
                round=number,
                line=row.read.line,
                said={
                    "code": row.read.code[:20],
                    "answer": row.read.answer,
                    "evidence": row.read.evidence,
                    "remark": row.read.remark,
                    "done": row.read.done,
                    "said": row.read.said,
                },
                problem=row.problem,
                stands=not row.problem and row.before is None,
                at=now,
                by=by,
            )
            for row in found.rows
        )
        _retire_same(made)
        batch.state, batch.answered_on = Batch.State.ANSWERED, batch.answered_on or on
        batch.save(update_fields=("state", "answered_on"))
        act.tell("batch.answered", f"batch:{batch.number}", round=number, lines=len(made))
        return made


def _retire_same(made: Sequence[BatchAnswer]) -> None:
    """The same answer sent twice stands once: as it was said last."""
    for answer in made:
        if answer.stands and answer.clue_id:
            BatchAnswer.objects.filter(
                batch=answer.batch_id, clue=answer.clue_id, stands=True
            ).exclude(pk=answer.pk).update(stands=False)


def accept(answer: BatchAnswer, by: Person, now: datetime) -> None:
    """A later, different answer takes the place of the one that stood.

    Raises:
        Refused: Another's batch, a line that is wrong or stands already, or the clue was proposed
            or decided on the earlier one.
    """
    with door(by, now) as act:
        batch = answer.batch
        _open(batch, by)
        clue = answer.clue
        if clue is None or answer.problem or answer.stands:
            raise wrong(batch.number, t("这一行不能采用。", "The line cannot be used."))
        if clue.state not in {State.ASSIGNED, State.VERIFYING}:
            raise wrong(
                clue.number,
                t(
                    "线索已提请或者已有结论；请先撤回。",
                    "It is proposed or decided: withdraw first.",
                ),
            )
        BatchAnswer.objects.filter(batch=batch, clue=clue, stands=True).update(stands=False)
        answer.stands = True
        answer.save(update_fields=("stands",))
        act.tell(
            "batch.answer_accepted",
            f"batch:{batch.number}",
            within=f"clue:{clue.number}",
            answer=answer.pk,
        )


def propose(
    batch: Batch,
    choices: Sequence[Choice],
    text: str,
    by: Person,
    now: datetime,
    *,
    attested: bool,
    access: PersonAccess | None = None,
) -> int:
    """Propose an outcome for each answered clue, as the person chose; a second person confirms.

    Raises:
        Refused: A clue changed, an answer that does not stand, or as ``deciding.propose``.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        held = {clue.pk: clue for clue in lock(_clue(choice) for choice in choices)}
        _open(batch, by)
        for choice in choices:
            answer = choice.answer
            clue = held[_clue(choice).pk]
            if (
                not answer.stands
                or answer.problem
                or answer.applied_at
                or clue.batch_id != batch.pk
            ):
                raise wrong(clue.number, t("这一行不再有效。", "That line stands no more."))
            finding = Finding(
                choice.outcome, choice.why, text, {"batch_line": str(answer.line)}, attested
            )
            deciding.propose(
                clue, finding, by, now, revision=choice.revision, access=rights, batch=batch
            )
        keys = [choice.answer.pk for choice in choices]
        BatchAnswer.objects.filter(pk__in=keys).update(applied_at=now)
        act.tell("batch.proposed", f"batch:{batch.number}", clues=len(keys))
        return len(keys)


def confirm(
    batch: Batch,
    revisions: Mapping[str, int],
    by: Person,
    now: datetime,
    *,
    text: str = "",
    access: PersonAccess | None = None,
) -> int:
    """Confirm, as the second person, every proposal of the batch that the page showed.

    Raises:
        Refused: As ``deciding.confirm_list``; or the page showed another list than there is now.
    """
    rights = access or PersonAccess(by)
    with door(by, now) as act:
        proposed = lock(batch.clues.filter(state=State.PROPOSED))
        if {clue.number for clue in proposed} != set(revisions) or not proposed:
            raise wrong(
                batch.number,
                t("待复核的清单已经变化。", "The list to confirm has changed meanwhile."),
                Kind.STALE,
            )
        for clue in proposed:
            permit(rights, clue, "confirm", Right.CONFIRM)
        done = deciding.confirm_list(
            proposed, by, now, revisions=revisions, text=text, access=rights
        )
        act.tell("batch.confirmed", f"batch:{batch.number}", clues=len(done))
        return len(done)


def _clue(choice: Choice) -> Clue:
    if choice.answer.clue is None:
        message = f"answer {choice.answer.pk} is of no clue"
        raise ValueError(message)
    return choice.answer.clue


def _open(batch: Batch, by: Person) -> None:
    batch.refresh_from_db(from_queryset=Batch.objects.select_for_update(of=("self",)))
    if batch.made_by_id != by.pk:
        raise wrong(
            batch.number, t("批次由他人制作。", "Somebody else made the batch."), Kind.RIGHT
        )
    if batch.state not in {Batch.State.SENT, Batch.State.ANSWERED}:
        raise wrong(
            batch.number, t("批次尚未发出，或者已经办结。", "Not sent, or closed."), Kind.STATE
        )
