"""``xiezhi run``: models over the shelf, or over facts → bundles."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiezhi.cli.failure import found, in_words, report_problems
from xiezhi.cli.language import current, say
from xiezhi.cli.layout import table
from xiezhi.cli.progress import progress
from xiezhi.cli.reveal import now
from xiezhi.cli.shelf.acting import office, today
from xiezhi.cli.shelf.place import opened, who, workspace
from xiezhi.cli.verb import argument, as_json, flag, option, quiet, verb

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from xiezhi.model.spec import Model, ParameterValue
    from xiezhi.run.running import RunRequest, RunResult

__all__ = ["command", "result_lines", "run_folder"]

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_DAY = click.DateTime(["%Y-%m-%d"])


@verb("run")
@argument("words", nargs=-1, metavar="MODEL", words="run.MODEL")
@option("--facts", type=click.Path(path_type=Path), metavar="DIR", words="run.facts")
@option("--models", multiple=True, metavar="WORD", words="run.models")
@option("--out", type=click.Path(path_type=Path), metavar="DIR", words="run.out")
@workspace
@office
@option("--as-of", type=_DAY, metavar="DATE", words="run.as_of")
@option("--set", "settings", multiple=True, metavar="MODEL.NAME=VALUE", words="run.set")
@option(
    "--adjust", multiple=True, type=click.Path(path_type=Path), metavar="FILE", words="run.adjust"
)
@option("--documents", type=click.Choice(["full", "passages", "none"]), words="run.documents")
@option("--memory", metavar="SIZE", words="run.memory")
@option("--spill", type=click.Path(path_type=Path), metavar="DIR", words="run.spill")
@option("--threads", type=click.IntRange(1), metavar="N", words="run.threads")
@option("--key", type=click.Path(path_type=Path), metavar="FILE", words="run.key")
@option("--sign", type=click.Path(path_type=Path), metavar="FILE", words="run.sign")
@option("--issuer", metavar="OFFICE", words="run.issuer")
@flag("--anew", words="run.anew")
@quiet
@as_json
def command(
    words: tuple[str, ...],
    facts: Path | None,
    models: tuple[str, ...],
    out: Path | None,
    workspace: Path,
    office: str,
    as_of: datetime.datetime | None,
    settings: tuple[str, ...],
    adjust: tuple[Path, ...],
    documents: str | None,
    memory: str | None,
    spill: Path | None,
    threads: int | None,
    key: Path | None,
    sign: Path | None,
    issuer: str | None,
    anew: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Run models over the shelf of a workspace, or over a facts folder, into a run folder."""
    asked = [word for text in (*words, *models) for word in text.split(",") if word]
    if not asked:
        raise click.UsageError(say("run.which"))
    if facts is not None and out is None:
        raise click.UsageError(say("run.where"))
    if (sign is None) != (issuer is None):
        raise click.UsageError(say("run.sign_and_issuer"))
    from xiezhi.engine.base import Limits
    from xiezhi.evidence.signature import SigningKey
    from xiezhi.run.running import RunRequest

    request = RunRequest(
        as_of=as_of.date() if as_of else None,
        parameters=_settings(settings),
        adjustments=adjust,
        documents=documents,  # type: ignore[arg-type]
        anew=anew,
        started=now().isoformat(timespec="seconds"),
        who=who(),
        limits=Limits(memory=_bytes(memory), threads=threads, spill=spill),
        signing=SigningKey.load(issuer, sign) if sign and issuer else None,
        keep_in=(workspace if facts is None else facts) / ".xiezhi" / "models",
    )
    silent = quiet or as_json
    if facts is not None and out is not None:
        result, titles = run_folder(facts, asked, out, request, key=key, quiet=silent)
    else:
        result, titles = _run_shelf(
            workspace, asked, out, request, office=office, key=key, quiet=silent
        )
    if as_json:
        click.echo(_json(result))
    else:
        click.echo(result_lines(result, titles))
    for outcome in result.outcomes:
        if outcome.state == "failed" or outcome.bundle:
            report_problems(outcome.problems, as_json=as_json)  # of a bundle: warnings
    if not any(outcome.bundle for outcome in result.outcomes):
        for outcome in result.outcomes:
            report_problems(outcome.problems, as_json=as_json)
        found()
    if any(outcome.state == "failed" for outcome in result.outcomes):
        found()


def _run_shelf(
    workspace: Path,
    words: Iterable[str],
    out: Path | None,
    request: RunRequest,
    *,
    office: str,
    key: Path | None,
    quiet: bool,
) -> tuple[RunResult, dict[str, Model]]:
    """Run the models meant by words over a shelf; the use is put down in its log."""
    from xiezhi.workspace import Workspace
    from xiezhi.workspace.using import run_on_shelf

    chosen = Workspace.models(words, request.keep_in)
    with opened(workspace) as shelf, progress(say("run.running"), quiet=quiet) as tell:

        def told(model: str, number: int, total: int, purpose: str, part: float | None) -> None:
            tell(number, total)

        reader = shelf.reader(request.who, office, today())
        folder = out if out is not None else shelf.run_folder(office, today())
        result = run_on_shelf(shelf, chosen, reader, folder, request, told, key)
        tell(len(chosen), len(chosen))
    return result, {model.id: model for model in chosen}


def run_folder(
    facts: Path,
    words: Iterable[str],
    out: Path,
    request: RunRequest,
    *,
    key: Path | None = None,
    quiet: bool = False,
) -> tuple[RunResult, dict[str, Model]]:
    """Run the models meant by words over a facts folder, with progress.

    Returns:
        What became of the run, and the models by id.
    """
    from xiezhi.run.running import run_models
    from xiezhi.workspace import Workspace

    chosen = Workspace.models(words, request.keep_in)
    workspace = Workspace.open(facts, key)
    with progress(say("run.running"), quiet=quiet) as tell:

        def told(model: str, number: int, total: int, purpose: str, part: float | None) -> None:
            tell(number, total)

        result = run_models(
            chosen, workspace.catalogue, workspace.engine, workspace.office, out, request, told
        )
        tell(len(chosen), len(chosen))
    return result, {model.id: model for model in chosen}


def result_lines(result: RunResult, models: dict[str, Model]) -> str:
    """One line a model: clues, state; then what was refused and why."""
    rows = [[say("run.clues"), say("run.grade"), say("run.model"), say("run.state")]]
    ran = [outcome for outcome in result.outcomes if outcome.bundle]
    for outcome in sorted(ran, key=lambda one: -(one.clues or 0)):
        model = models[outcome.model]
        rows.append(
            [
                f"{outcome.clues or 0:,}",
                say(f"run.{model.grade}"),
                f"{model.title.of(current())}  {model.id}",
                say("run.done_state" if outcome.state == "done" else f"run.{outcome.state}"),
            ]
        )
    parts = [table(rows, right=(0,))] if ran else []
    refused = [outcome for outcome in result.outcomes if outcome.state == "refused"]
    if refused:
        parts.append(say("run.refused_models", n=len(refused)))
        parts.append(
            "\n".join(
                f"  {outcome.model}: {in_words(outcome.problems[0])[0] if outcome.problems else ''}"
                for outcome in refused
            )
        )
    parts.append(
        say("run.done", clues=f"{result.clues:,}", models=len(ran), out=result.out)
        + (say("run.of_day", day=result.as_of.isoformat()) if result.as_of else "")
    )
    return "\n".join(parts)


def _json(result: RunResult) -> str:
    from xiezhi.run.index import INDEX_FILE

    index = json.loads((result.out / INDEX_FILE).read_text("utf8"))
    return json.dumps({"out": str(result.out), "clues": result.clues, **index}, ensure_ascii=False)


def _settings(words: Sequence[str]) -> dict[str, dict[str, ParameterValue]]:
    """``model.parameter=value`` as values by model and parameter."""
    values: dict[str, dict[str, ParameterValue]] = {}
    for word in words:
        found_ = re.fullmatch(r"([a-z0-9-]+)\.([a-z0-9_]+)=(.*)", word)
        if found_ is None:
            raise click.BadParameter(say("run.bad_setting", text=word), param_hint="--set")
        model, name, text = found_.groups()
        values.setdefault(model, {})[name] = _value(text)
    return values


def _value(text: str) -> ParameterValue:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def _bytes(text: str | None) -> int | None:
    """``4GB``, ``800m`` → bytes."""
    if text is None:
        return None
    size = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?", text.strip().lower())
    if size is None:
        raise click.BadParameter(say("run.bad_size", text=text), param_hint="--memory")
    return int(float(size[1]) * _UNITS[size[2]])
