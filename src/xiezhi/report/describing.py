"""What a report says about a model: its duty, law, funnel, and what would clear its clues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from xiezhi.kernel.errors import XiezhiError
from xiezhi.model.load import parse_model
from xiezhi.report import content
from xiezhi.report.remedies import remedy_part
from xiezhi.rulebook.form import Title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.evidence.bundle import Bundle
    from xiezhi.evidence.manifest import LawCard
    from xiezhi.model.spec import Model

__all__ = ["law_part", "model_part", "parsed_model"]


_SHOWN = ("如何认定", "How it finds them", "排除", "What makes it innocent")
"""Headings of ``xiezhi explain``."""


def parsed_model(bundle: Bundle) -> Model | None:
    """The model as the bundle carries it; None for one of another version of the language."""
    try:
        return parse_model(bundle.model_text("model.yaml"))
    except XiezhiError:
        return None


def law_part(card: LawCard) -> content.Law:
    """A citation with its text."""
    words = card.title or card.cite
    return content.Law(words, card.role, card.text, card.since, card.until, card.confirmed)


def model_part(bundle: Bundle, spec: Model | None) -> content.ModelPart:
    """One model of the report.

    Args:
        bundle: Its bundle.
        spec: The model; without it the checklist comes from the clues.
    """
    card, manifest = bundle.manifest.model, bundle.manifest
    return content.ModelPart(
        id=card.id,
        version=card.version,
        hash=card.hash[:12],
        title=_title(card.title),
        line=card.line,
        point=_title(card.point),
        organ=_title(card.organ),
        duty=_title(card.duty),
        grade=cast("Any", card.grade),
        status=card.status,
        law=tuple(law_part(law) for law in card.law),
        remedy=tuple(remedy_part(word) for word in card.remedy),
        checklist=_checklist(bundle, spec),
        unchecked=_unchecked(bundle, spec),
        exclusions=_exclusions(bundle, spec),
        prose=Title(
            _how(bundle.model_text("explain.zh.txt")), _how(bundle.model_text("explain.en.txt"))
        ),
        funnel=_funnel(bundle),
        run=(
            ("run key", manifest.run_key.key[:12]),
            ("content hash", manifest.content_hash[:12]),
            ("as of", manifest.as_of.isoformat() if manifest.as_of else "—"),
        ),
    )


def _how(prose: str) -> str:
    """The parts of a model's prose that the page does not show by itself: its steps, what it omits.

    Prose without headings is shown whole.
    """
    first, *sections = re.split(r"^## ", prose, flags=re.MULTILINE)
    if not sections:
        return first.strip()
    bodies = dict(section.partition("\n")[::2] for section in sections)
    return "\n".join(bodies[name].strip() for name in _SHOWN if name in bodies)


def _checklist(bundle: Bundle, spec: Model | None) -> tuple[content.Ask, ...]:
    if spec is not None:
        return tuple(content.Ask(one.ask, one.excludes_when or "") for one in spec.clue.checklist)
    asks = [ask for clue in bundle.clues for ask in clue.checklist]
    return tuple(dict.fromkeys(content.Ask(one.ask, one.excludes_when or "") for one in asks))


def _unchecked(bundle: Bundle, spec: Model | None) -> tuple[Title, ...]:
    if spec is not None:
        return spec.clue.unchecked
    return tuple(dict.fromkeys(title for clue in bundle.clues for title in clue.unchecked))


def _exclusions(bundle: Bundle, spec: Model | None) -> tuple[Title, ...]:
    """The model's own, and those the office added, which only the funnel names."""
    own = [one.title for one in spec.exclude] if spec is not None else []
    counted = [_title(one.title) for step in bundle.funnel.steps for one in step.excluded]
    return tuple(dict.fromkeys([*own, *counted]))


def _funnel(bundle: Bundle) -> content.Funnel:
    steps: list[content.FunnelStep] = []
    for step in bundle.funnel.steps:
        rows_in = next(iter(step.rows_in.values()), None)
        steps.append(content.FunnelStep(step.step, step.verb, rows_in, step.rows_out))
        # Each exclusion counts by itself: one row may meet several, so they do not add up.
        for one in step.excluded:
            title = _title(one.title)
            steps.append(content.FunnelStep(one.id, "exclude", None, one.rows, title))
    counts = bundle.manifest.counts
    return content.Funnel(
        steps=tuple(steps),
        clues=counts.clues,
        pending=counts.pending,
        not_checkable=counts.not_checkable,
        excluded=counts.excluded,
        suppressed=counts.suppressed,
        near_misses=tuple(
            (f"{miss.step}: {miss.condition}", miss.rows) for miss in bundle.funnel.near_misses
        ),
    )


def _title(wording: Mapping[str, str]) -> Title:
    return Title(wording["zh"], wording["en"])
