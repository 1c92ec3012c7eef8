"""``xiezhi compare``: two runs, what is new, gone or changed, and because of what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import columns, table, wrap
from xiezhi.cli.verb import argument, as_json, flag, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.evidence.bundle import Bundle
    from xiezhi.run.compare import Change, Comparison

__all__ = ["command"]

_KINDS = ("new", "gone", "changed")


@verb("compare")
@argument("before", type=click.Path(path_type=Path), words="compare.BEFORE")
@argument("after", type=click.Path(path_type=Path), words="compare.AFTER")
@flag("--clues", words="compare.clues")
@as_json
def command(before: Path, after: Path, clues: bool, as_json: bool) -> None:
    """Compare two run folders, or two bundles of one model."""
    from xiezhi.run.compare import compare_bundles

    ours, theirs = _bundles(before), _bundles(after)
    if len(ours) == len(theirs) == 1:
        # two bundles named outright: another model is an error, not a model that came or went
        comparisons = [compare_bundles(next(iter(ours.values())), next(iter(theirs.values())))]
        only: dict[str, list[str]] = {"before": [], "after": []}
    else:
        shared = sorted(ours.keys() & theirs.keys())
        comparisons = [compare_bundles(ours[name], theirs[name]) for name in shared]
        only = {
            "before": sorted(ours.keys() - theirs.keys()),
            "after": sorted(theirs.keys() - ours.keys()),
        }
    if as_json:
        told = {"models": [_plain(one) for one in comparisons], "only": only}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(_summary(comparisons))
    for side, names in only.items():
        if names:
            click.echo(say(f"compare.only_{side}", models=", ".join(names)))
    if clues:
        for line in _lines(comparisons):
            click.echo(line)


def _bundles(path: Path) -> dict[str, Bundle]:
    from xiezhi.evidence.bundle import bundle_folders, open_bundle

    bundles = [open_bundle(folder) for folder in bundle_folders(path)]
    return {bundle.manifest.model.id: bundle for bundle in bundles}


def _summary(comparisons: list[Comparison]) -> str:
    kinds = [say(f"compare.{kind}") for kind in _KINDS]
    rows = [[say("run.model"), say("compare.same"), *kinds, say("compare.causes")]]
    for one in comparisons:
        counts = [f"{len(one.of_kind(kind)):,}" for kind in _KINDS]
        rows.append([one.model, f"{one.same:,}", *counts, _causes(one.causes)])
    return table(rows, right=(1, 2, 3, 4))


def _causes(causes: tuple[str, ...]) -> str:
    return ("、" if current() == "zh" else ", ").join(say(f"compare.{cause}") for cause in causes)


def _lines(comparisons: list[Comparison]) -> Iterator[str]:
    for one in comparisons:
        for change in one.changes:
            clue = change.clue
            said = f"{say(f'compare.{change.kind}')}  {clue.id[:8]}  {clue.organ or ''}"
            more = _causes(change.causes)
            if change.columns:
                more += say("compare.columns", columns=", ".join(change.columns))
            yield wrap(f"{said}  {one.model}  {more}".rstrip(), columns(), "  ", "      ")


def _plain(one: Comparison) -> dict[str, Any]:
    return {
        "model": one.model,
        "causes": list(one.causes),
        "inputs": list(one.inputs),
        "same": one.same,
        "changes": [_change(change) for change in one.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "clue": change.clue.id,
        "causes": list(change.causes),
        "columns": list(change.columns),
    }
