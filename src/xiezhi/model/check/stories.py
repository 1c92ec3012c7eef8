"""A model has stories: a hit, a look-alike, and one that waits or stands on a boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.spec import Model
    from xiezhi.model.stories import Story

__all__ = ["check"]


def check(model: Model, stories: tuple[Story, ...]) -> Iterator[Problem]:
    """Kinds of stories that are missing, and expectations that the clue cannot show."""
    kinds = {story.kind for story in stories}
    for kind, cure in (
        ("hit", "Write a story with expect: [{…}]."),
        ("look_alike", "Write a story with look_alike: true and expect: []."),
    ):
        if kind not in kinds:
            yield _missing(model, kind.replace("_", "-"), cure)
    if not kinds & {"pending", "silent"}:
        yield _missing(model, "pending or boundary", "Write a story just beside the limit.")


def _missing(model: Model, kind: str, cure: str) -> Problem:
    return Problem(
        what=f"{model.id} has no {kind} story.",
        where=str(model.at).replace("model.yaml", "cases.yaml"),
        cure=cure,
        code="stories-kinds",
    )
