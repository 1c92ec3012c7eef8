"""``xiezhi demo``: the whole way over invented judgments, found against planted."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.progress import progress
from xiezhi.cli.reveal import now
from xiezhi.cli.run import run_folder
from xiezhi.cli.verb import as_json, flag, option, quiet, verb

if TYPE_CHECKING:
    from xiezhi.cli.scoring import Score
    from xiezhi.model.spec import Model
    from xiezhi.run.running import RunResult

__all__ = ["command"]


@verb("demo")
@option(
    "--out", type=click.Path(path_type=Path), default=Path("demo"), metavar="DIR", words="demo.out"
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
def command(out: Path, count: int, seed: int, open_: bool, quiet: bool, as_json: bool) -> None:
    """Invent documents, read them, run every model, compare with the truth, write the report."""
    from xiezhi import __version__
    from xiezhi.report.gathering import gather
    from xiezhi.report.render import write_page
    from xiezhi.run.running import RunRequest
    from xiezhi.text.job import read_documents
    from xiezhi.twin import write_judgments

    hidden, clock = quiet or as_json, _Clock(tells=not as_json)
    summary = write_judgments(out / "twin", count, seed)
    clock.tell("demo.invented", documents=f"{count:,}", characters=_millions(summary.characters))
    with progress(say("read.reading"), quiet=hidden) as tell:
        manifest = read_documents(out / "twin" / "judgments.parquet", out / "facts", progress=tell)
    clock.tell("demo.read", documents=f"{manifest['documents']:,}")
    request = RunRequest(started=now().isoformat(timespec="seconds"), who="demo")
    result, models = run_folder(out / "facts", ["all"], out / "run", request, quiet=hidden)
    clock.tell("demo.ran", models=sum(one.bundle is not None for one in result.outcomes))
    scores = _scores(out, result, models)
    page = out / "report.html"
    report = gather(out / "run", made=now())
    write_page(report, page, __version__)
    clock.tell("demo.wrote", clues=f"{len(report.clues):,}")
    if as_json:
        told = {"documents": count, "seed": seed, "report": str(page), "seconds": clock.seconds}
        click.echo(json.dumps({**told, "checks": [_plain(one) for one in scores]}))
    else:
        click.echo(_table(scores, models))
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


def _millions(characters: int) -> str:
    return f"{characters / 1e6:.1f}"


def _scores(out: Path, result: RunResult, models: dict[str, Model]) -> list[Score]:
    """One score a check that some model makes."""
    from xiezhi.cli.scoring import checks_of, defendants, found_in, score, truth_of

    ranks = defendants(out / "facts")
    truth = truth_of(out / "twin" / "truth_violations.parquet")
    looking: defaultdict[str, list[str]] = defaultdict(list)
    for outcome in result.outcomes:
        if outcome.bundle is not None:
            for check in checks_of(models[outcome.model]):
                looking[check].append(outcome.model)
    scores = []
    for check, names in sorted(looking.items()):
        clues = {clue for name in names for clue in found_in(out / "run", name, ranks)}
        scores.append(score(check, names, clues, truth))
    return scores


def _table(scores: list[Score], models: dict[str, Model]) -> str:
    keys = ("true", "found", "missed", "extra", "look_alikes", "deceived")
    rows = [[say("demo.check"), say("demo.model"), *(say(f"demo.{key}") for key in keys)]]
    totals = dict.fromkeys(keys, 0)
    for one in scores:
        counts = _counts(one)
        for key in keys:
            totals[key] += counts[key]
        titles = ("、" if current() == "zh" else "; ").join(
            models[name].title.of(current()) for name in one.models
        )
        rows.append([one.check, cut(titles, 44), *(f"{counts[key]:,}" for key in keys)])
    rows.append([say("demo.total"), "", *(f"{totals[key]:,}" for key in keys)])
    return table(rows, right=range(2, 2 + len(keys)))


def _counts(one: Score) -> dict[str, int]:
    return {
        "true": one.true,
        "found": one.found,
        "missed": len(one.missed),
        "extra": len(one.extra),
        "look_alikes": one.look_alikes,
        "deceived": one.deceived,
    }


def _plain(one: Score) -> dict[str, Any]:
    return {
        "check": one.check,
        "models": list(one.models),
        "planted": one.planted,
        "by_chance": one.by_chance,
        **_counts(one),
        "missed_documents": [list(violation) for violation in one.missed],
        "extra_documents": [list(violation) for violation in one.extra],
    }
