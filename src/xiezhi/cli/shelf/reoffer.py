"""``xiezhi shelf reoffer``: corrected values of a delivery, back onto the shelf."""

from __future__ import annotations

from pathlib import Path

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.place import opened, workspace, written
from xiezhi.cli.verb import argument, verb

__all__ = ["command"]


@verb("reoffer", room="shelf_reoffer")
@argument("batch", type=int, metavar="BATCH", words="shelf_quarantine.BATCH")
@argument("file", type=click.Path(path_type=Path), words="shelf_reoffer.FILE")
@workspace
def command(batch: int, file: Path, workspace: Path) -> None:
    """Load corrected rows only, each under the line it always had."""
    from xiezhi.workspace.reoffering import reoffer_batch

    with opened(workspace) as shelf:
        done = reoffer_batch(shelf, batch, file, written())
    click.echo(
        say(
            "shelf_reoffer.done",
            rows_in=f"{done.rows_in:,}",
            kept=f"{done.rows_kept:,}",
            refused=f"{done.rows_refused:,}",
            number=done.snapshot.number,
            rows=f"{done.snapshot.rows:,}",
        )
    )
    if done.cells_refused:
        click.echo(say("shelf_add.cells", cells=f"{done.cells_refused:,}"))
