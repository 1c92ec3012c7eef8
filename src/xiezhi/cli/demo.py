"""``xiezhi demo``: the whole way over invented data, found against planted."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import say
from xiezhi.cli.progress import progress
from xiezhi.cli.reveal import now
from xiezhi.cli.verb import as_json, flag, option, quiet, verb

if TYPE_CHECKING:
    from xiezhi.model.spec import Model
    from xiezhi.run.running import RunResult
    from xiezhi.workspace.shelf import Shelf

__all__ = ["command"]

_WHO = "demo"


@verb("demo")
@option(
    "--out", type=click.Path(path_type=Path), default=Path("demo"), metavar="DIR", words="demo.out"
)
@option(
    "--people",
    type=click.IntRange(500),
    default=20_000,
    envvar="DEMO_PEOPLE",
    metavar="N",
    words="demo.people",
)
@option(
    "--count",
    type=click.IntRange(1),
    default=2000,
    envvar="DEMO_DOCUMENTS",
    metavar="N",
    words="demo.count",
)
@option("--seed", type=int, default=20260101, metavar="S", words="demo.seed")
@flag("--open", "open_", words="report.open")
@quiet
@as_json
def command(
    out: Path, people: int, count: int, seed: int, open_: bool, quiet: bool, as_json: bool
) -> None:
    """Invent a province and judgments, put them on a shelf, run every model, compare, report."""
    from xiezhi import __version__
    from xiezhi.cli.demo_scores import LIVED, plain, province_scores, scores_of, shown
    from xiezhi.report.gathering import gather
    from xiezhi.report.render import write_page
    from xiezhi.workspace.shelf import Shelf

    hidden, clock = quiet or as_json, _Clock(tells=not as_json)
    for part in ("workspace", "run", "province", "twin"):
        shutil.rmtree(out / part, ignore_errors=True)  # nothing of an earlier demonstration stays
    _judgments(out, count, seed, clock, hidden=hidden)
    with Shelf.open(out / "workspace", make=True) as shelf:
        _province(shelf, out, people, seed, clock, hidden=hidden)
        result, models = _run(shelf, out / "run", hidden=hidden)
    clock.tell("demo.ran", models=sum(one.bundle is not None for one in result.outcomes))
    truths = out / "twin" / "truth_violations.parquet", out / "province" / "tables"
    facts = out / "workspace" / "facts"
    judged = scores_of(facts, truths[0], out / "run", result, models)
    lived = province_scores(truths[1] / "truth_violations.parquet", out / "run", result, models)
    page = out / "report.html"
    report = gather(out / "run", made=now())
    write_page(report, page, __version__)
    clock.tell("demo.wrote", clues=f"{len(report.clues):,}")
    if as_json:
        told = {"people": people, "documents": count, "seed": seed, "report": str(page)}
        checks = [*map(plain, judged), *map(plain, lived)]
        click.echo(json.dumps({**told, "seconds": clock.seconds, "checks": checks}))
    else:
        click.echo(say("demo.judgments"))
        click.echo(shown(judged, models))
        click.echo(say("demo.province"))
        click.echo(shown(lived, models, LIVED))
        click.echo(say("demo.report", path=page))
    if open_:
        click.launch(page.resolve().as_uri())


class _Clock:
    """Says after each part how long it took."""

    def __init__(self, *, tells: bool) -> None:
        self.tells = tells
        self.started = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def tell(self, key: str, **values: object) -> None:
        taken = time.perf_counter() - self.started
        self.started = time.perf_counter()
        self.seconds[key.removeprefix("demo.")] = round(taken, 2)
        if self.tells:
            click.echo(say(key, **values) + say("demo.seconds", seconds=f"{taken:.1f}"))


def _judgments(out: Path, count: int, seed: int, clock: _Clock, *, hidden: bool) -> None:
    """Invented judgments, read into the facts of the shelf."""
    from xiezhi.text.job import read_documents
    from xiezhi.twin import write_judgments

    summary = write_judgments(out / "twin", count, seed)
    millions = f"{summary.characters / 1e6:.1f}"
    clock.tell("demo.invented", documents=f"{count:,}", characters=millions)
    facts = out / "workspace" / "facts"
    with progress(say("read.reading"), quiet=hidden) as tell:
        manifest = read_documents(out / "twin" / "judgments.parquet", facts, progress=tell)
    clock.tell("demo.read", documents=f"{manifest['documents']:,}")


def _province(
    shelf: Shelf, out: Path, people: int, seed: int, clock: _Clock, *, hidden: bool
) -> None:
    """An invented province, handed over as offices do, onto the shelf."""
    from xiezhi.cli.demo_shelf import allow, stock
    from xiezhi.shelf.register import Written
    from xiezhi.twin.province.messy import deliver
    from xiezhi.twin.province.write import write_province

    tables, files = out / "province" / "tables", out / "province" / "files"
    lived = write_province(tables, people, seed)
    rows = sum(lived.rows.values())
    clock.tell("demo.lived", people=f"{people:,}", tables=len(lived.rows), rows=f"{rows:,}")
    delivered = deliver(tables, files, seed)
    clock.tell("demo.delivered", files=len(delivered))
    written = Written(now().isoformat(timespec="seconds"), _WHO)
    with progress(say("demo.loading"), quiet=hidden) as tell:
        stocked = stock(shelf, files, written, tell)
    allow(shelf, _WHO, written)
    clock.tell(
        "demo.stocked",
        tables=stocked.tables,
        rows_in=f"{stocked.rows_in:,}",
        kept=f"{stocked.kept:,}",
        quarantined=f"{stocked.quarantined:,}",
        expected=f"{stocked.expected:,}",
    )


def _run(shelf: Shelf, out: Path, *, hidden: bool) -> tuple[RunResult, dict[str, Model]]:
    """Every model over the shelf, under its contracts."""
    from xiezhi.cli.demo_shelf import OWNER
    from xiezhi.run.running import RunRequest
    from xiezhi.workspace import Workspace
    from xiezhi.workspace.using import run_on_shelf

    models = Workspace.models(["all"])
    moment = now()
    request = RunRequest(started=moment.isoformat(timespec="seconds"), who=_WHO)
    reader = shelf.reader(_WHO, OWNER, moment.date())
    with progress(say("run.running"), quiet=hidden) as tell:

        def told(model: str, number: int, total: int, purpose: str, part: float | None) -> None:
            tell(number, total)

        result = run_on_shelf(shelf, models, reader, out, request, told)
        tell(len(models), len(models))
    return result, {model.id: model for model in models}
