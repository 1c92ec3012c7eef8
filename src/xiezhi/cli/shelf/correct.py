"""``xiezhi shelf correct``: ask the provider to correct data, put its answer down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.acting import due_and_steps, today
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, option, verb
from xiezhi.shelf.sharing.correcting import ANSWERS

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xiezhi.shelf.sharing.correcting import CorrectionRequest

__all__ = ["command", "plain_correction", "told_correction"]


@verb("correct", room="shelf_correct")
@argument("what", required=False, words="shelf_correct.WHAT")
@option("--row", default="", metavar="MARK", words="shelf_correct.row")
@option("--column", default="", metavar="COLUMN", words="shelf_correct.column")
@option("--wrong", default="", metavar="TEXT", words="shelf_correct.wrong")
@option("--right", default="", metavar="TEXT", words="shelf_correct.right")
@option("--provider", default="", metavar="OFFICE", words="shelf_correct.provider")
@option("--answer", type=click.Choice(ANSWERS), words="shelf_correct.answer")
@option("--reason", default="", metavar="TEXT", words="shelf_correct.reason")
@workspace
@as_json
def command(what: str | None, workspace: Path, as_json: bool, **asked: Any) -> None:
    """A table: ask. A number (K-): put the answer down, or show it. Neither: all of them."""
    from xiezhi.workspace.correcting import ask_correction

    with opened(workspace) as shelf:
        register = shelf.register
        if what is None:
            found = list(register.corrections.values())
        elif what in register.corrections or asked["answer"]:
            if asked["answer"]:
                register.answer_correction(what, asked["answer"], written(), asked["reason"])
            found = [register.corrections[what]]
        else:
            words = {name: asked[name] for name in ("row", "column", "right", "provider")}
            found = [ask_correction(shelf, what, written(), asked["wrong"], **words)]
    day = today()
    if as_json:
        plain = [plain_correction(one, day) for one in found]
        click.echo(json.dumps(plain if what is None else plain[0], ensure_ascii=False))
        return
    told = "\n\n".join(told_correction(one, day) for one in found)
    click.echo(told or say("shelf_correct.none"))


def told_correction(one: CorrectionRequest, day: date) -> str:
    """A request in lines: what is meant, what is wrong, what is due, what came of it."""
    from xiezhi.shelf.correction import mark_of
    from xiezhi.shelf.sharing.clocks import correction_clock

    due = correction_clock(one)
    where = [one.table, mark_of(one.row) if one.row is not None else "", one.column]
    lines = [
        f"{one.id}  {'  '.join(filter(None, where))}  {say(f'shelf_correct.{one.state}')}",
        f"  {say('shelf.provider')}  {one.provider}",
        f"  {say('shelf_correct.is_wrong')}  {one.wrong}",
    ]
    if one.right:
        lines.append(f"  {say('shelf_correct.is_right')}  {one.right}")
    lines.append(f"  {one.asked}  {say('shelf_correct.asked')}  {one.by}")
    lines += due_and_steps(due, one.steps, day, "shelf_correct.due", "shelf_correct.")
    return "\n".join(lines)


def plain_correction(one: CorrectionRequest, day: date) -> dict[str, Any]:
    """For a program."""
    from xiezhi.shelf.correction import mark_of
    from xiezhi.shelf.sharing.clocks import correction_clock

    due = correction_clock(one)
    return one.to_json() | {
        "row": mark_of(one.row) if one.row is not None else None,
        "state": one.state,
        "due_by": due.by.isoformat() if due.by else None,
        "overdue": due.overdue(day),
        "steps": [
            {"action": s.action, "day": s.day.isoformat(), "by": s.by, "reason": s.reason}
            for s in one.steps
        ],
    }
