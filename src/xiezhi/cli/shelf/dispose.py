"""``xiezhi shelf dispose``: what has expired, and its physical disposal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import say
from xiezhi.cli.layout import table
from xiezhi.cli.shelf.acting import today
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, as_json, flag, option, verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.shelf.register import Disposal
    from xiezhi.workspace.disposing import Expired
    from xiezhi.workspace.shelf import Shelf

__all__ = ["command", "told_disposal"]


@verb("dispose", room="shelf_dispose")
@argument("table_name", metavar="TABLE", required=False, words="shelf_dispose.TABLE")
@option("--reason", default="", metavar="TEXT", words="shelf_dispose.reason")
@option("--contract", "contracts", multiple=True, metavar="NUMBER", words="shelf_dispose.contract")
@option("--bundles", type=click.Path(path_type=Path), multiple=True, metavar="DIR",
        words="shelf_dispose.bundles")  # fmt: skip
@flag("--yes", words="shelf_dispose.yes")
@workspace
@as_json
def command(
    table_name: str | None,
    reason: str,
    contracts: tuple[str, ...],
    bundles: tuple[Path, ...],
    yes: bool,
    workspace: Path,
    as_json: bool,
) -> None:
    """Without a table: what has expired. With one: every trace of it goes, for good."""
    from xiezhi.workspace.disposing import dispose, expired

    with opened(workspace) as shelf:
        if table_name is None:
            _list(expired(shelf, today()), as_json=as_json)
            return
        _confirm(shelf, table_name, yes=yes)
        done = dispose(shelf, table_name, written(), reason, contracts, bundles)
    click.echo(json.dumps(_plain(done), ensure_ascii=False) if as_json else told_disposal(done))


def _confirm(shelf: Shelf, name: str, *, yes: bool) -> None:
    """Nobody disposes by a slip: the table's name is typed, or ``--yes`` given."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(say("shelf_dispose.confirm_how"))
    versions = len(shelf.store.history(name)) if name in shelf.store.tables else 0
    click.echo(say("shelf_dispose.warning", table=name, versions=versions), err=True)
    if click.prompt(say("shelf_dispose.type"), err=True).strip() != name:
        raise click.Abort


def _list(found: tuple[Expired, ...], *, as_json: bool) -> None:
    lines: list[dict[str, Any]] = [
        {
            "contract": one.contract.id,
            "table": one.contract.table,
            "provider": one.contract.provider,
            "until": one.contract.valid_until.isoformat(),
            "days": one.days,
            "batches": list(one.batches),
            "rows": one.rows,
        }
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False))
        return
    if not lines:
        click.echo(say("shelf_dispose.nothing"))
        return
    heads = ("contract", "table", "provider", "until", "days", "rows")
    names = ("contract", "table", "provider", "until")
    rows = [[say(f"shelf.{head}") for head in heads]]
    rows += [
        [*(str(line[name]) for name in names), str(line["days"]), f"{line['rows']:,}"]
        for line in lines
    ]
    click.echo(table(rows, right=(4, 5)))


def told_disposal(done: Disposal) -> str:
    """A disposal in lines: what went, what could not be reached."""
    counts = done.done
    lines = [
        say("shelf_dispose.done", number=done.id, table="、".join(done.tables)),
        say(
            "shelf_dispose.gone",
            versions=counts.get("versions", 0),
            rows=f"{counts.get('rows', 0):,}",
            files=counts.get("files", 0),
            bundles=counts.get("bundles", 0),
            bundle_rows=f"{counts.get('bundle_rows', 0):,}",
        ),
        *_facts(counts),
        *(f"  {say('shelf_dispose.left')}  {one}" for one in done.left),
        say("shelf_dispose.disk"),
    ]
    return "\n".join(lines)


def _facts(counts: Mapping[str, Any]) -> list[str]:
    folders = "、".join(counts.get("facts", ()))
    told = say("shelf_dispose.facts", files=counts.get("fact_files", 0), folders=folders)
    return [told] if folders else []


def _plain(done: Disposal) -> dict[str, Any]:
    return {
        "id": done.id,
        "tables": list(done.tables),
        "contracts": list(done.contracts),
        "done": dict(done.done),
        "left": list(done.left),
    }
