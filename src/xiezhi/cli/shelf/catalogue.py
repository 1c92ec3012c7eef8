"""``xiezhi shelf catalogue``: what there is, in the form the regulation on shared data asks for."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click

from xiezhi.cli.language import say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.verb import as_json, option, verb

__all__ = ["command"]


@verb("catalogue", room="shelf_catalogue")
@option("--out", type=click.Path(path_type=Path), metavar="FILE", words="shelf_catalogue.out")
@workspace
@as_json
def command(out: Path | None, workspace: Path, as_json: bool) -> None:
    """Name, items, provider, form, frequency, sharing attribute, way, conditions, grade."""
    from xiezhi.workspace.sharing import CATALOGUE_HEADINGS, catalogue_of

    with opened(workspace) as shelf:
        entries = catalogue_of(shelf)
    if as_json:
        click.echo(json.dumps([one.to_json() for one in entries], ensure_ascii=False, indent=1))
        return
    if out is not None:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(CATALOGUE_HEADINGS)
        writer.writerows(one.line() for one in entries)
        out.write_text("\ufeff" + text.getvalue(), "utf8", newline="")
        click.echo(say("shelf_catalogue.written", n=len(entries), out=out))
        return
    if not entries:
        click.echo(say("shelf.empty"))
        return
    shown = (0, 2, 4, 5, 8, 7)
    rows = [[CATALOGUE_HEADINGS[place] for place in shown]]
    rows += [[cut(one.line()[place], 36) for place in shown] for one in entries]
    click.echo(table(rows))
