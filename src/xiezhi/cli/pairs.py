"""``xiezhi pairs``: how many pairs a match would compare, before it runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiezhi.cli.failure import found
from xiezhi.cli.language import say
from xiezhi.cli.layout import table
from xiezhi.cli.shelf.acting import office, today
from xiezhi.cli.shelf.place import opened, who, workspace
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    from xiezhi.model.spec import Model
    from xiezhi.run.preparing import StepPairs
    from xiezhi.shelf.catalogue import Catalogue

__all__ = ["command"]


@verb("pairs")
@argument("models", nargs=-1, required=True, metavar="MODEL", words="pairs.MODEL")
@workspace
@option("--facts", type=click.Path(path_type=Path), metavar="DIR", words="pairs.facts")
@office
@as_json
def command(
    models: tuple[str, ...], workspace: Path, facts: Path | None, office: str, as_json: bool
) -> None:
    """Count the pairs by step and key."""
    from xiezhi.shelf.facts_folder import FactsFolder
    from xiezhi.workspace import Workspace

    chosen = Workspace.models(models)
    if facts is not None:
        counted = _counted(chosen, FactsFolder(facts))
    else:
        with opened(workspace) as shelf:
            counted = _counted(chosen, shelf.catalogue(shelf.reader(who(), office, today())))
    if as_json:
        told = {model: [asdict(one) for one in steps] for model, steps in counted.items()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(_told(model, steps) for model, steps in counted.items()))
    if any(one.pairs > one.limit for steps in counted.values() for one in steps):
        found()


def _counted(models: tuple[Model, ...], catalogue: Catalogue) -> dict[str, tuple[StepPairs, ...]]:
    from xiezhi.engine.duckdb import DuckDBEngine
    from xiezhi.run.counting_pairs import pairs_of

    return {model.id: pairs_of(model, catalogue, DuckDBEngine()) for model in models}


def _told(model: str, steps: tuple[StepPairs, ...]) -> str:
    if not steps:
        return say("pairs.none", model=model)
    parts = []
    for one in steps:
        numbers = {"left": one.left, "right": one.right, "pairs": one.pairs, "limit": one.limit}
        shown = {name: f"{number:,}" for name, number in numbers.items()}
        head = say("pairs.step", model=model, step=one.step, **shown)
        rows = [[say("pairs.key"), say("pairs.count"), say("pairs.largest")]]
        rows += [["、".join(b.key), f"{b.pairs:,}", f"{b.largest:,}"] for b in one.blocks]
        parts += [head, table(rows, right=(1, 2))]
        if one.pairs > one.limit:
            parts.append(say("pairs.over"))
    return "\n".join(parts)
