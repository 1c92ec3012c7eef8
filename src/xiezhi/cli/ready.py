"""``xiezhi ready``: can this model be run here, and if not, what to ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.failure import found, in_words
from xiezhi.cli.language import current, say
from xiezhi.cli.layout import columns, table, wrap
from xiezhi.cli.shelf.acting import day_of, office, today
from xiezhi.cli.shelf.place import who, workspace
from xiezhi.cli.verb import argument, as_json, flag, option, verb
from xiezhi.cli.words.problems_whys import why_in

if TYPE_CHECKING:
    from xiezhi.model.spec import Model
    from xiezhi.run.readiness import Readiness

__all__ = ["command"]


@verb("ready")
@argument("model", words="ready.MODEL")
@workspace
@option("--facts", type=click.Path(path_type=Path), metavar="DIR", words="ready.facts")
@option("--request", "letter", type=click.Path(path_type=Path), metavar="FILE",
        words="ready.request")  # fmt: skip
@option("--rows", default="", metavar="TEXT", words="ready.rows")
@option("--until", metavar="DATE", words="ready.until")
@option("--way", default="file", metavar="WORD", words="ready.way")
@flag("--everything", words="ready.everything")
@office
@as_json
def command(
    model: str,
    workspace: Path,
    facts: Path | None,
    letter: Path | None,
    office: str,
    as_json: bool,
    **asked: Any,
) -> None:
    """Per input: ready, missing, stale, wrong type, not covered, purpose, expired, …"""
    from xiezhi.workspace import Workspace

    (chosen, *_) = Workspace.models([model])
    owner, answer = _answer(chosen, workspace, facts, office)
    if letter is not None:
        number = _write(answer, letter, office or owner, asked)
    if as_json:
        click.echo(json.dumps(_plain(answer), ensure_ascii=False, indent=1))
    else:
        click.echo(_told(answer))
        if letter is not None:
            key = "ready.written" if number else "ready.nothing_to_ask"
            click.echo(say(key, n=number, out=letter))
    if not answer.runs:
        found()


def _answer(
    model: Model, workspace: Path, facts: Path | None, office: str
) -> tuple[str, Readiness]:
    """The shelf's owner, and what stands in the way."""
    from xiezhi.run.readiness import readiness
    from xiezhi.shelf.facts_folder import FactsFolder
    from xiezhi.shelf.memory import MemoryCatalogue
    from xiezhi.workspace.shelf import Shelf

    day = today()
    if facts is not None:
        return "", readiness(model, FactsFolder(facts), day)
    if not (workspace / "shelf.json").is_file():
        return "", readiness(model, MemoryCatalogue({}), day)  # nothing is here: all is to be asked
    with Shelf.open(workspace) as shelf:
        catalogue = shelf.catalogue(shelf.reader(who(), office, day))
        return shelf.owner, readiness(model, catalogue, day)


def _write(answer: Readiness, out: Path, office: str, asked: dict[str, Any]) -> int:
    """The letters, one a provider; how many."""
    from xiezhi.run.asking import Asking, letters_for
    from xiezhi.shelf.request_letter import write_letters

    asking = Asking(
        office=office or say("ready.no_office"),
        day=today(),
        until=day_of(asked["until"], "--until"),
        rows=asked["rows"],
        way=asked["way"],
        everything=asked["everything"],
    )
    letters = letters_for(answer, asking)
    if letters:
        write_letters(letters, out)
    return len(letters)


def _told(answer: Readiness) -> str:
    lines = [f"{answer.model.title.of(current())}  {answer.model.id}"]
    rows = []
    for one in answer.inputs:
        between = "、" if current() == "zh" else ", "
        states = between.join(say(f"ready.{state}") for state in one.states)
        tone = "green" if one.ready else "yellow" if one.runs else "red"
        rows.append(
            [
                f"  {one.input}",
                f"{one.table.title.of(current())} {one.table.name}",
                click.style(states, fg=tone),
            ]
        )
    lines.append(table(rows))
    for one in answer.inputs:
        for problem in one.problems:
            what, detail, cure = in_words(problem)
            said = " ".join(filter(None, [what, detail, why_in(problem.why, current())]))
            lines.append(wrap(f"{one.input}: {said}", columns(), "  · ", "    "))
            if cure:
                lines.append(wrap(cure, columns(), "    → ", "      "))
    for problem in answer.problems:
        what, detail, _ = in_words(problem)
        said = " ".join(filter(None, [what, detail, why_in(problem.why, current())]))
        lines.append(wrap(said, columns(), "  ", "  "))
    verdict = "ready" if answer.ready else "runs" if answer.runs else "not"
    lines.append(say(f"ready.verdict_{verdict}", model=answer.model.id))
    return "\n".join(lines)


def _plain(answer: Readiness) -> dict[str, Any]:
    return {
        "model": answer.model.id,
        "ready": answer.ready,
        "runs": answer.runs,
        "problems": [one.what for one in answer.problems],
        "inputs": [
            {
                "input": one.input,
                "table": one.table.name,
                "columns": list(one.columns),
                "states": list(one.states),
                "provider": one.provider,
                "version": one.version.number or one.version.name if one.version else None,
                "snapshot": one.version.name if one.version else None,
                "problems": [
                    {"what": p.what, "why": p.why, "cure": p.cure, "code": p.code}
                    for p in one.problems
                ],
            }
            for one in answer.inputs
        ],
    }
