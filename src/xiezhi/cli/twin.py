"""``xiezhi twin``: invented documents with their truth."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xiezhi.cli.language import say
from xiezhi.cli.layout import table
from xiezhi.cli.verb import argument, as_json, option, verb

__all__ = ["command"]


@verb("twin")
@argument("kind", type=click.Choice(["judgments"]), words="twin.KIND")
@option("--count", type=click.IntRange(1), default=2000, metavar="N", words="twin.count")
@option("--seed", type=int, default=1, metavar="S", words="twin.seed")
@option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", words="twin.out")
@as_json
def command(kind: str, count: int, seed: int, out: Path, as_json: bool) -> None:
    """Write invented judgments, their true values and their true violations."""
    from xiezhi.twin import write_judgments

    summary = write_judgments(out, count, seed)
    if as_json:
        told = {name: getattr(summary, name) for name in summary.__slots__}
        click.echo(json.dumps({"kind": kind, "seed": seed, "out": str(out), **told}))
        return
    click.echo(
        say(
            "twin.done",
            documents=f"{summary.documents:,}",
            characters=f"{summary.characters / 1e6:.1f}",
            facts=f"{summary.facts:,}",
            out=out,
        )
    )
    origins = ("planted", "background", "look_alike")
    rows = [[say("twin.check"), *(say(f"twin.{origin}") for origin in origins)]]
    rows += [
        [check, *(f"{tally.get(origin, 0):,}" for origin in origins)]
        for check, tally in sorted(summary.by_check.items())
    ]
    click.echo(table(rows, right=(1, 2, 3)))
