"""Offices ask for tables of the shelf; who holds them approves, grants, takes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.cli.words.shelf import WORDS
from xiezhi.engine.base import RowFilter
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.register import Written
from xiezhi.shelf.sharing.application import Application, as_action
from xiezhi.shelf.sharing.clocks import clock
from xiezhi.shelf.sharing.states import TRANSITIONS
from xiezhi.workspace import sharing
from xiezhi_desk.library.models.catalogue import find, loaded
from xiezhi_desk.library.problems import Title
from xiezhi_desk.library.shelf.place import is_there, opened

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = [
    "ApplicationShown",
    "Asked",
    "StepShown",
    "act",
    "application",
    "applications",
    "ask",
]


@dataclass(frozen=True, slots=True)
class StepShown:
    """Something that was done with an application."""

    title: Title
    day: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an office asks for.

    Attributes:
        columns: Columns; empty takes those the model needs.
        model: The model it is for; empty for several.
    """

    table: str
    office: str
    basis: tuple[str, ...]
    scene: str
    purposes: tuple[str, ...]
    valid_until: date
    columns: tuple[str, ...] = ()
    rows: str = ""
    way: str = "shelf"
    model: str = ""
    second_use_of: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationShown:
    """An application and where it stands.

    Attributes:
        due_title: What is due next, empty when nothing is; ``due`` is None when working days
            cannot be counted so far ahead.
        actions: What may be done now: name, title, whether a reason must be given, by whom
            (``applicant`` or ``provider``).
        only: The rows granted, in words; empty for all.
    """

    id: str
    table: str
    title: Title
    office: str
    basis: tuple[str, ...]
    scene: str
    purposes: tuple[str, ...]
    columns: tuple[Title, ...]
    rows: str
    model: str
    valid_from: date
    valid_until: date
    received: date
    by: str
    state: str
    state_title: Title
    due_title: Title
    due: date | None
    due_article: str
    overdue: bool
    only: str
    steps: tuple[StepShown, ...]
    actions: tuple[tuple[str, Title, bool, str], ...]


def applications(workspace: Path | str, day: date) -> tuple[ApplicationShown, ...]:
    """Every application, newest first."""
    if not is_there(workspace):
        return ()
    with opened(workspace) as shelf:
        found = [_shown(one, day) for one in shelf.register.applications.values()]
    return tuple(reversed(found))


def application(workspace: Path | str, number: str, day: date) -> ApplicationShown:
    """One application.

    Raises:
        DoorError: There is none of that number.
    """
    with opened(workspace) as shelf:
        return _shown(shelf.register.application(number), day)


def ask(workspace: Path | str, asked: Asked, by: str, at: str) -> ApplicationShown:
    """Put an application down.

    Args:
        workspace: The workspace.
        asked: What is asked for.
        by: Who asks.
        at: The moment, ISO 8601.

    Raises:
        DoorError: What is missing, unknown or beyond the model's need; all at once.
    """
    written = Written(at, by)
    model = loaded()[asked.model][0] if asked.model and find(asked.model) else None
    wanted = Application(
        id="",
        table=asked.table,
        office=asked.office,
        basis=asked.basis,
        scene=asked.scene,
        purposes=asked.purposes or ((model.purpose,) if model is not None else ()),
        columns=asked.columns,
        way=asked.way,
        valid_from=written.day,
        valid_until=asked.valid_until,
        received=written.day,
        by=by,
        rows=asked.rows,
        model=asked.model,
        second_use_of=asked.second_use_of,
    )
    with opened(workspace, make=True) as shelf:
        return _shown(sharing.ask(shelf, wanted, written, model), written.day)


def act(
    workspace: Path | str,
    number: str,
    action: str,
    by: str,
    at: str,
    reason: str = "",
    only: tuple[str, tuple[str, ...], bool] | None = None,
) -> ApplicationShown:
    """Do something with an application.

    Args:
        workspace: The workspace.
        number: Its number.
        action: ``approve``, ``refuse``, ``grant``, ``revoke``, ``suspend``, …
        by: Who.
        at: The moment, ISO 8601.
        reason: Why; some actions need it.
        only: For ``grant``: column of divisions or agencies, its values, and whether what lies
            below a division is taken in.

    Raises:
        DoorError: Its state does not allow it, or a reason is missing.
    """
    written = Written(at, by)
    with opened(workspace) as shelf:
        if action == "approve":
            done = sharing.approve(shelf, number, written, reason)
        elif action == "grant":
            rows = RowFilter(only[0], only[1], prefix=only[2]) if only is not None else None
            done = sharing.grant(shelf, number, written, rows)
        else:
            done = shelf.register.act(number, as_action(action), written, reason)
        return _shown(done, written.day)


def _shown(one: Application, day: date) -> ApplicationShown:
    tables, due = Tables.load(), clock(one)
    table = tables[one.table] if one.table in tables else None  # noqa: SIM401 - no mapping
    columns = table.columns if table is not None else {}
    return ApplicationShown(
        id=one.id,
        table=one.table,
        title=table.title if table is not None else Title(one.table, one.table),
        office=one.office,
        basis=one.basis,
        scene=one.scene,
        purposes=one.purposes,
        columns=tuple(
            columns[name].title if name in columns else Title(name, name) for name in one.columns
        ),
        rows=one.rows,
        model=one.model,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        received=one.received,
        by=one.by,
        state=one.state,
        state_title=_word(f"state_{one.state}"),
        due_title=_word(f"due_{due.due}") if due.due != "nothing" else Title("", ""),
        due=due.by,
        due_article=due.cite,
        overdue=bool(due.overdue(day)),
        only=_only(one),
        steps=tuple(
            StepShown(_word(f"act_{step.action}"), step.day, step.by, step.reason)
            for step in one.steps
        ),
        actions=tuple(
            (action, _word(f"act_{action}"), bool(way.needs), way.actor)
            for (state, action), way in TRANSITIONS.items()
            if state == one.state
        ),
    )


def _word(key: str) -> Title:
    return Title(*WORDS.get(key, (key, key)))


def _only(one: Application) -> str:
    if one.filter is None:
        return ""
    found = Tables.load()[one.table].column(one.filter.column)
    name = found.title.zh if found is not None else one.filter.column
    return f"{name}：{'、'.join(one.filter.values)}{'（含下级）' if one.filter.prefix else ''}"
