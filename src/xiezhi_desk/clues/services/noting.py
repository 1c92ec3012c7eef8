"""Notes on a clue: written, withdrawn, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.access import may_act
from xiezhi_desk.clues.records import Note
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue

__all__ = ["may_write", "note", "withdraw_note"]


def may_write(access: PersonAccess, clue: Clue) -> bool:
    """Whether the person may write on the clue: who judges it, or who assigns it."""
    return any(may_act(access, clue, right) for right in (Right.JUDGE_CLUES, Right.ASSIGN))


def note(clue: Clue, by: Person, now: datetime, text: str) -> Note:
    """Write a note.

    Raises:
        Refused: The person may not write on this clue, or the note is empty.
    """
    with door(by, now) as act:
        what = t("批注未保存。", "The note was not kept.")
        if not may_write(PersonAccess(by), clue):
            why = t("您不办理这条线索。", "You do not handle this clue.")
            cure = t("请承办人或案管人员批注。", "Ask those who handle it.")
            raise Refused(Kind.RIGHT, what, where=clue.number, why=why, cure=cure, asked="note")
        if not text.strip():
            why = t("批注是空的。", "The note is empty.")
            cure = t("写明内容后再保存。", "Write something and keep it again.")
            raise Refused(Kind.REASON, what, where=clue.number, why=why, cure=cure)
        kept = Note.objects.create(clue=clue, text=text.strip(), by=by, at=now)
        act.tell("clue.noted", f"clue:{clue.number}", note=kept.pk)
    return kept


def withdraw_note(kept: Note, by: Person, now: datetime) -> None:
    """Strike a note out; its text stays for the record.

    Raises:
        Refused: Somebody else wrote it, or it was withdrawn already.
    """
    with door(by, now) as act:
        if kept.by_id != by.pk or kept.withdrawn_at is not None:
            raise Refused(
                Kind.RIGHT,
                t("批注未撤回。", "The note was not withdrawn."),
                where=kept.clue.number,
                why=t("只能由本人撤回，且只能撤回一次。", "Only its author may withdraw it, once."),
                cure=t("可以另写一条批注说明。", "Write another note instead."),
                asked="withdraw_note",
            )
        kept.withdrawn_at = now
        kept.save(update_fields=("withdrawn_at",))
        act.tell("clue.note_withdrawn", f"clue:{kept.clue.number}", note=kept.pk)
