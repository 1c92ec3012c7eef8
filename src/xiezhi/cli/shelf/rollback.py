"""``xiezhi shelf rollback``: an earlier version in effect again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.shelf.versions import snapshot_of
from xiezhi.cli.verb import argument, option, verb

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@verb("rollback", room="shelf_rollback")
@argument("table_name", metavar="TABLE", words="shelf.TABLE")
@option("--to", "number", type=int, required=True, metavar="VERSION", words="shelf_rollback.to")
@workspace
def command(table_name: str, number: int, workspace: Path) -> None:
    """Make an earlier version current; later ones stay in the history."""
    with opened(workspace) as shelf:
        wanted = snapshot_of(shelf, table_name, number)
        done = shelf.store.rollback(table_name, wanted)
    click.echo(
        say("shelf_rollback.done", table=table_name, number=done.number, rows=f"{done.rows:,}")
    )
