"""An office's own adjustments, applied before anything runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.model.adjust import adjust, load_adjustments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from xiezhi.model.adjust import Suppression
    from xiezhi.model.judgement import Judgement
    from xiezhi.model.spec import Model, ParameterValue

__all__ = ["Local", "local_adjustments"]


@dataclass(frozen=True, slots=True)
class Local:
    """A model as one office runs it.

    Attributes:
        model: With the office's exclusions.
        parameters: The office's values.
        suppressions: Clues it does not want to see again until a day.
        judgements: What a person decided about pairs of a match.
        added: Ids of its exclusions.
        text: Its file as written; the bundle carries it.
    """

    model: Model
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    added: frozenset[str] = frozenset()
    text: str = ""
    judgements: tuple[Judgement, ...] = ()


def local_adjustments(models: Sequence[Model], paths: Iterable[Path]) -> dict[str, Local]:
    """The adjustments of these models; files for other models are left alone.

    Raises:
        AdjustError: A file is spoilt, or made for another version: the run stops with a hint.
    """
    by_id = {model.id: model for model in models}
    found: dict[str, Local] = {}
    for path in paths:
        adjustments = load_adjustments(path)
        model = by_id.get(adjustments.model)
        if model is None:
            continue
        changed, parameters, suppressions = adjust(model, adjustments)
        added = frozenset(exclusion.id for exclusion in adjustments.exclude)
        text = path.read_text("utf8")
        found[model.id] = Local(changed, parameters, suppressions, added, text, adjustments.judge)
    return found
