"""Is the evidence of a clue complete and minimal? The model itself is the judge.

Complete: run on a clue's evidence alone, the model gives the clue again. Minimal: with any one
row of it taken away, it does not. Checked on stories, where every row is known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.model.step import Absent, Choose, Derive, Explode, Join, Keep, Lookup
from xiezhi.run.execute import execute
from xiezhi.run.preparing import prepare
from xiezhi.run.stories import offer_story, offer_versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xiezhi.engine.base import Session
    from xiezhi.model.compiled import Compiled
    from xiezhi.model.spec import Model
    from xiezhi.model.stories import Story
    from xiezhi.shelf.catalogue import Version

__all__ = ["each_row_counts", "witness_faults"]

_EACH_ROW = (Absent, Choose, Derive, Explode, Join, Keep, Lookup)
"""Verbs after which every linked row is needed; of a group, some rows may be spared."""


def each_row_counts(model: Model) -> bool:
    """Whether no evidence row of the model can be spared."""
    return all(
        isinstance(step, _EACH_ROW) and (not isinstance(step, Join) or step.kind == "inner")
        for _, step in model.steps
    )


def witness_faults(session: Session, compiled: Compiled, story: Story) -> list[str]:
    """What is wrong with the evidence of the clues of a story; empty when nothing is.

    Args:
        session: Any session; what was offered to it before is withdrawn.
        compiled: The model as the story asks for it.
        story: The story.
    """
    versions = offer_story(session, compiled, story)
    executed = execute(session, compiled, counting=False, once=False)
    key = list(compiled.model.clue.key.columns)
    keys = dict(
        zip(
            executed.clues.column("_clue").to_pylist(),
            executed.clues.select(key).to_pylist(),
            strict=True,
        )
    )
    faults = []
    for clue, wanted in keys.items():
        cited = _cited(compiled, executed.traced.links, clue)
        if wanted not in _again(session, compiled, story, versions, cited):
            faults.append(f"{wanted}: not reproduced by its evidence alone")
        if not each_row_counts(compiled.model):
            continue
        for name, row, fewer in _without_one(cited):
            if wanted in _again(session, compiled, story, versions, fewer):
                faults.append(f"{wanted}: row {row} of {name} can be spared")
    return faults


def _cited(compiled: Compiled, links: pa.Table, clue: int) -> dict[str, list[int]]:
    """Handles of the evidence rows of one clue by input of the data."""
    mine = links.filter(pc.equal(links.column("_clue"), clue))
    return {
        plan.name: sorted(
            set(mine.filter(pc.equal(mine.column("input"), plan.name)).column("_row").to_pylist())
        )
        for plan in compiled.inputs
        if plan.kind == "table"
    }


def _without_one(cited: Mapping[str, list[int]]) -> Iterator[tuple[str, int, dict[str, list[int]]]]:
    for name, rows in cited.items():
        for row in rows:
            yield name, row, {**cited, name: [other for other in rows if other != row]}


def _again(
    session: Session,
    compiled: Compiled,
    story: Story,
    versions: Mapping[str, Version],
    cited: Mapping[str, list[int]],
) -> list[dict[str, object]]:
    """The keys of the clues that the model finds in some of the rows alone."""
    fewer = {
        name: replace(version, memory=version.memory.take(pa.array(cited[name], pa.int64())))
        if name in cited and version.memory is not None
        else version
        for name, version in versions.items()
    }
    offer_versions(session, compiled, story, fewer)
    prepare(session, compiled)
    key = compiled.model.clue.key.columns
    return [{name: row[name] for name in key} for row in session.rows(compiled.clues_sql)]
