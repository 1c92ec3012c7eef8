"""``xiezhi shelf diff``: what changed between two versions, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.shelf.versions import snapshot_of
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xiezhi.shelf.store.diff import Difference

__all__ = ["command"]


@verb("diff", room="shelf_diff")
@argument("table_name", metavar="TABLE", words="shelf.TABLE")
@option("--from", "before", type=int, required=True, metavar="VERSION", words="shelf_diff.before")
@option("--to", "after", type=int, metavar="VERSION", words="shelf_diff.after")
@option("--rows", type=click.IntRange(0), default=20, metavar="N", words="shelf_diff.rows")
@workspace
@as_json
def command(
    table_name: str, before: int, after: int | None, rows: int, workspace: Path, as_json: bool
) -> None:
    """Added, removed and changed rows by the table's key."""
    with opened(workspace) as shelf:
        first = snapshot_of(shelf, table_name, before)
        second = snapshot_of(shelf, table_name, after) if after is not None else None
        found = shelf.store.diff(table_name, first, second, limit=rows)
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, default=str))
        return
    click.echo(
        say(
            "shelf_diff.counts",
            added=f"{found.added:,}",
            removed=f"{found.removed:,}",
            changed=f"{found.changed:,}",
            unchanged=f"{found.unchanged:,}",
        )
    )
    if found.by_column:
        titles = _titles(table_name, found.by_column)
        told = "、".join(f"{titles[name]} {count:,}" for name, count in found.by_column.items())
        click.echo(say("shelf_diff.columns", columns=told))
    if lines := found.rows.to_pylist():
        click.echo(table(_lines(lines, found.rows.column_names, table_name)))


def _titles(name: str, columns: Iterable[str]) -> dict[str, str]:
    """What columns are called; one of an older edition of the table keeps its name."""
    from xiezhi.rulebook.tables import Tables

    known = Tables.load()[name].columns
    return {one: known[one].title.of(current()) if one in known else one for one in columns}


def _lines(rows: list[dict[str, Any]], names: list[str], standard: str) -> list[list[str]]:
    keys = [name for name in names if name not in ("change", "columns", "before", "after")]
    titles = _titles(standard, {*keys, *(name for row in rows for name in row["columns"] or ())})
    lines = [["", *(titles[key] for key in keys), say("shelf_diff.what")]]
    for row in rows:
        told = ""
        if row["change"] == "changed":
            told = "；".join(
                f"{titles[name]}: {_value(standard, name, row['before'][name])} → "
                f"{_value(standard, name, row['after'][name])}"
                for name in row["columns"]
            )
        change = say(f"shelf_diff.{row['change']}")
        lines.append([change, *(cut(str(row[key]), 30) for key in keys), cut(told, 80)])
    return lines


def _value(standard: str, name: str, value: Any) -> str:
    """A value as people say it: a word of a vocabulary by its label, nothing as such."""
    from xiezhi.rulebook.tables import Tables

    if value is None:
        return say("shelf_diff.nothing")
    column = Tables.load()[standard].column(name)
    label = (column.labels or {}).get(value) if column is not None else None
    return str(value) if label is None else label.of(current())


def _plain(found: Difference) -> dict[str, Any]:
    return {
        "added": found.added,
        "removed": found.removed,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "by_column": dict(found.by_column),
        "rows": found.rows.to_pylist(),
    }
