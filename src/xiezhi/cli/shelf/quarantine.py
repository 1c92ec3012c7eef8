"""``xiezhi shelf quarantine``: refused values of a delivery, handed out for correction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.shelf.place import opened, workspace
from xiezhi.cli.verb import argument, option, verb
from xiezhi.cli.words.problems_whys import why_in
from xiezhi.shelf.normalise.in_chinese import in_chinese

__all__ = ["command"]

_REPEATS = ("duplicate", "repeated_key")
"""Kinds of entries whose raw text names the earlier row."""


@verb("quarantine", room="shelf_quarantine")
@argument("batch", type=int, metavar="BATCH", words="shelf_quarantine.BATCH")
@option("--out", type=click.Path(path_type=Path), metavar="FILE", words="shelf_quarantine.out")
@option("--rows", type=click.IntRange(0), default=20, metavar="N", words="shelf_quarantine.rows")
@workspace
def command(batch: int, out: Path | None, rows: int, workspace: Path) -> None:
    """Show what was refused, or write it with an empty column for the right values."""
    import pyarrow.parquet as pq

    from xiezhi.shelf.correction import export_quarantine

    with opened(workspace) as shelf:
        path = shelf.quarantine_file(batch)
        if out is not None:
            lines = export_quarantine(path, out)
            click.echo(say("shelf_quarantine.written", out=out, lines=f"{lines:,}"))
            return
        shelf.store.delivery(batch)  # says so when there is no such delivery
    held = pq.read_table(path).to_pylist() if path.is_file() else []
    entries = [one for one in held if one["kind"] != "aside"]
    if not entries:
        click.echo(say("shelf_quarantine.none"))
        return
    heads = ("file", "line", "title", "raw", "reason")
    shown = [[say(f"shelf_quarantine.{head}") for head in heads]]
    reason = "reason_zh" if current() == "zh" else "reason"
    for one in entries[:rows]:
        place = f"{one['file']} {one['sheet']}".strip()
        told = one.get(reason) or one["reason_zh"]
        line = str(one["source_row"])
        raw = _raw(one)
        shown.append([cut(place, 30), line, one["source"], cut(raw, 30), cut(told, 60)])
    click.echo(table(shown, right=(1,)))
    if len(entries) > rows:
        click.echo(say("shelf_quarantine.more", n=f"{len(entries) - rows:,}"))


def _raw(one: dict[str, Any]) -> str:
    """What stood there; of a file that could not be read and of a row that came twice, in words."""
    raw = str(one["raw"])
    if one["kind"] in _REPEATS:
        return why_in(raw, current())
    if one["kind"] != "broken" or current() != "zh":
        return raw
    file, parted, why = raw.partition(": ")
    said = in_chinese(why)
    return f"{file}：{said}" if parted and said != why else raw
