"""What a story's run gave against what the story expects."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem
from xiezhi.model.placeholder import invented, is_placeholder

if TYPE_CHECKING:
    from xiezhi.model.compiled import Compiled
    from xiezhi.model.story import Story
    from xiezhi.sql.types import Type

__all__ = ["compare"]


def compare(
    story: Story,
    compiled: Compiled,
    clues: list[dict[str, Any]],
    pending: int,
    not_checkable: int,
) -> list[Problem]:
    """What a story's run gave against what it expects; empty when the story holds.

    Args:
        story: The story.
        compiled: The model as it ran.
        clues: Rows of the clue query by column.
        pending: Rows put aside as pending, over all steps.
        not_checkable: The same for what could not be decided.
    """
    problems: list[Problem] = []
    kinds = {column.name: column.type for column in compiled.clue.columns}
    left = list(clues)
    for expected in story.expect:
        match = next((row for row in left if _fits(row, expected, kinds)), None)
        if match is None:
            shown = ", ".join(f"{name} = {value}" for name, value in expected.items())
            near = _nearest(left, expected, kinds)
            problems.append(_failed(story, f"No clue with {shown or 'anything'}.", near))
        else:
            left.remove(match)
    if left:
        shown = "; ".join(_show(row) for row in left[:3])
        problems.append(_failed(story, f"{len(left)} clues were not expected.", shown))
    for word, wanted, found in (
        ("pending", story.pending, pending),
        ("not checkable", story.not_checkable, not_checkable),
    ):
        if wanted is not None and wanted != found:
            problems.append(_failed(story, f"{wanted} {word} expected, {found} found.", ""))
    return problems


def _failed(story: Story, what: str, why: str) -> Problem:
    return Problem(what=f"{story.name.en or story.name.zh}: {what}", where=story.where, why=why,
                   cure="Mend the model or the story.", code="story-failed")  # fmt: skip


def _fits(row: dict[str, Any], expected: dict[str, str], kinds: dict[str, Type]) -> bool:
    return all(_equal(row.get(name), value, kinds.get(name)) for name, value in expected.items())


def _equal(found: Any, wanted: str, kind: Type | None) -> bool:
    if found is None or wanted == "":
        return found is None and wanted == ""
    if is_placeholder(wanted) and kind is not None and kind.is_text and not kind.values:
        return bool(found == invented(wanted, kind.name))
    if isinstance(found, bool):
        return str(found).lower() == wanted.lower()
    if isinstance(found, int | float | Decimal):
        try:
            return Decimal(str(found)) == Decimal(wanted)
        except InvalidOperation:
            return False
    return str(found) == wanted


def _nearest(rows: list[dict[str, Any]], expected: dict[str, str], kinds: dict[str, Type]) -> str:
    if not rows:
        return "there was none"
    best = max(
        rows,
        key=lambda row: sum(
            _equal(row.get(name), value, kinds.get(name)) for name, value in expected.items()
        ),
    )
    return "nearest: " + _show({name: best.get(name) for name in expected} or best)


def _show(row: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in row.items())
