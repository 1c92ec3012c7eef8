"""``xiezhi twin``: invented judgments, or a whole invented province, with their truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import say
from xiezhi.cli.layout import table
from xiezhi.cli.verb import argument, as_json, flag, option, verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

__all__ = ["command"]


@verb("twin")
@argument("kind", type=click.Choice(["judgments", "province"]), words="twin.KIND")
@option("--count", type=click.IntRange(1), default=2000, metavar="N", words="twin.count")
@option("--people", type=click.IntRange(500), default=100_000, metavar="N", words="twin.people")
@option("--months", type=click.IntRange(24, 240), default=72, metavar="N", words="twin.months")
@option("--seed", type=int, default=1, metavar="S", words="twin.seed")
@option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", words="twin.as_of")
@option("--rates", type=click.Path(path_type=Path), metavar="FILE", words="twin.rates")
@flag("--clean", words="twin.clean")
@option("--out", type=click.Path(path_type=Path), metavar="DIR", words="twin.out")
@as_json
def command(
    kind: str,
    count: int,
    people: int,
    months: int,
    seed: int,
    as_of: datetime | None,
    rates: Path | None,
    clean: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Write invented judgments or an invented province with what is true of them."""
    folder = out or Path(f"twin-{kind}")
    if kind == "judgments":
        told, line = _judgments(count, seed, folder)
        origins: Sequence[str] = ("planted", "background", "untold", "look_alike")
    else:
        told, line = _province(people, months, seed, as_of, rates, folder, messy=not clean)
        origins = ("planted", "background", "look_alike", "pending")
    if as_json:
        click.echo(json.dumps({"kind": kind, "seed": seed, "out": str(folder), **told}))
        return
    click.echo(line)
    click.echo(_tally(told["by_check"], origins))


def _judgments(count: int, seed: int, folder: Path) -> tuple[dict[str, Any], str]:
    from xiezhi.twin import write_judgments

    summary = write_judgments(folder, count, seed)
    told = {name: getattr(summary, name) for name in summary.__slots__}
    line = say(
        "twin.done",
        documents=f"{summary.documents:,}",
        characters=f"{summary.characters / 1e6:.1f}",
        facts=f"{summary.facts:,}",
        out=folder,
    )
    return told, line


def _province(
    people: int,
    months: int,
    seed: int,
    as_of: datetime | None,
    rates: Path | None,
    folder: Path,
    *,
    messy: bool,
) -> tuple[dict[str, Any], str]:
    from xiezhi.twin.province import DEFAULT_AS_OF, Rates, write_province
    from xiezhi.twin.province.messy import deliver

    day = DEFAULT_AS_OF if as_of is None else as_of.date()
    chosen = None if rates is None else Rates.load(rates)
    written = write_province(folder, people, seed, as_of=day, rates=chosen, months=months)
    total = sum(written.rows.values())
    told = {
        "people": people,
        "as_of": day.isoformat(),
        "rows": written.rows,
        "by_check": written.truth,
    }
    if messy:
        files = deliver(folder, folder / "files", seed)
        told["files"] = {one.file: one.rows for one in files}
    line = say(
        "twin.province_done",
        people=f"{people:,}",
        tables=f"{len(written.rows)}",
        rows=f"{total:,}",
        as_of=day.isoformat(),
        out=folder,
    )
    if messy:
        line += "\n" + say("twin.files_done", files=f"{len(files)}", out=folder / "files")
    return told, line


def _tally(by_check: Mapping[str, Mapping[str, int]], origins: Sequence[str]) -> str:
    rows = [[say("twin.check"), *(say(f"twin.{origin}") for origin in origins)]]
    rows += [
        [check, *(f"{tally.get(origin, 0):,}" for origin in origins)]
        for check, tally in sorted(by_check.items())
    ]
    return table(rows, right=tuple(range(1, len(origins) + 1)))
