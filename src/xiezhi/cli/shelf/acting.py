"""What verbs share that act for an office: its name, the day, how an application is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xiezhi.cli.language import say
from xiezhi.cli.reveal import now
from xiezhi.cli.verb import option

if TYPE_CHECKING:
    from xiezhi.shelf.register import Register
    from xiezhi.shelf.sharing.application import Application, Step
    from xiezhi.shelf.sharing.clocks import Clock

__all__ = [
    "OFFICE",
    "day_of",
    "due_and_steps",
    "office",
    "open_corrections",
    "owner_of",
    "plain_application",
    "today",
    "told_application",
]

OFFICE = "XIEZHI_OFFICE"
F = TypeVar("F", bound=Callable[..., Any])


def office(function: F) -> F:
    """``--office NAME``: for which office; ``XIEZHI_OFFICE``, else the shelf's own."""
    return option("--office", envvar=OFFICE, default="", metavar="NAME", words="shelf.office")(
        function
    )


def owner_of(asked: str | None) -> str:
    """The office whose shelf it is, as far as it was said."""
    return asked or os.environ.get(OFFICE, "")


def today() -> date:
    """The day; only the command line reads the clock."""
    return now().date()


def day_of(text: str | None, hint: str) -> date | None:
    """A day as written, 2031-12-31.

    Raises:
        click.BadParameter: It is none.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(say("shelf.bad_day", text=text), param_hint=hint) from error


def open_corrections(register: Register, tables: Iterable[str]) -> str:
    """Requests for correction that wait for an answer, a line each; empty when none does."""
    from xiezhi.shelf.sharing.clocks import correction_clock

    day, lines = today(), []
    for one in (one for name in tables for one in register.corrections_of(name)):
        due = correction_clock(one)
        lines.append(
            say(
                "shelf_correct.line",
                id=one.id,
                table=one.table,
                provider=one.provider,
                due=due.by or say("shelf.unknown_day"),
                late=say("shelf.overdue") if due.overdue(day) else "",
            )
        )
    return "\n".join([say("shelf_correct.open"), *lines] if lines else [])


def told_application(one: Application, day: date) -> str:
    """An application in lines: what was asked, where it stands, what is due."""
    from xiezhi.shelf.sharing.clocks import clock

    due = clock(one)
    lines = [
        f"{one.id}  {one.table}  {one.office}  {say(f'shelf.state_{one.state}')}",
        f"  {say('shelf.purpose')}  {'、'.join(one.purposes)}",
        f"  {say('shelf.scene')}  {one.scene}",
        f"  {say('shelf.basis')}  {'、'.join(one.basis)}",
        f"  {say('shelf.columns')}  {'、'.join(one.columns)}",
        f"  {say('shelf.term')}  {one.valid_from} – {one.valid_until}",
    ]
    if one.filter is not None:
        values = "、".join(one.filter.values) + ("…" if one.filter.prefix else "")
        lines.append(f"  {say('shelf.only')}  {one.filter.column} = {values}")
    if one.second_use_of:
        lines.append(f"  {say('shelf.second')}  {one.second_use_of}")
    lines += due_and_steps(due, one.steps, day, f"shelf.due_{due.due}", "shelf.act_")
    return "\n".join(lines)


def due_and_steps(due: Clock, steps: Iterable[Step], day: date, what: str, acts: str) -> list[str]:
    """What is due by when and by which article, if anything; then what was done so far.

    Args:
        due: The clock.
        steps: In their order.
        day: Today.
        what: The key of the words for what is due.
        acts: What the keys of the words for a step's action begin with.
    """
    lines = []
    if due.due != "nothing":
        by = due.by.isoformat() if due.by else say("shelf.unknown_day")
        late = say("shelf.overdue") if due.overdue(day) else ""
        lines.append(f"  {say(what)}  {by}（{due.cite}）{late}")
    for step in steps:
        reason = f"：{step.reason}" if step.reason else ""
        lines.append(f"  {step.day}  {say(f'{acts}{step.action}')}  {step.by}{reason}")
    return lines


def plain_application(one: Application, day: date) -> dict[str, Any]:
    """For a program."""
    from xiezhi.shelf.sharing.clocks import clock

    due = clock(one)
    return one.to_json() | {
        "state": one.state,
        "filter": None
        if one.filter is None
        else {
            "column": one.filter.column,
            "values": list(one.filter.values),
            "prefix": one.filter.prefix,
        },
        "due": due.due,
        "due_by": due.by.isoformat() if due.by else None,
        "overdue": due.overdue(day),
        "steps": [
            {"action": s.action, "day": s.day.isoformat(), "by": s.by, "reason": s.reason}
            for s in one.steps
        ],
    }
