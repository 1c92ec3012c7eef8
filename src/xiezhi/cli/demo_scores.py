"""Found against what is true: one line a check, over judgments and over the province."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import cut, table
from xiezhi.cli.scoring import checks_of, defendants, found_in, score, truth_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xiezhi.cli.scoring import Score
    from xiezhi.cli.scoring_subjects import Tally
    from xiezhi.model.spec import Model
    from xiezhi.run.running import RunResult

__all__ = ["KEYS", "counts", "plain", "province_scores", "scores_of", "shown"]

KEYS = ("true", "found", "missed", "extra", "look_alikes", "deceived", "untold")
_PROVINCE = "A-"
"""Checks over the tables of agencies; those of judgments have other letters."""


def looking(result: RunResult, models: dict[str, Model]) -> dict[str, list[str]]:
    """Check → the models that look for it and ran."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for outcome in result.outcomes:
        if outcome.bundle is not None:
            for check in checks_of(models[outcome.model]):
                found[check].append(outcome.model)
    return dict(sorted(found.items()))


def scores_of(
    facts: Path, truth: Path, run: Path, result: RunResult, models: dict[str, Model]
) -> list[Score]:
    """One score a check that some model makes over judgments."""
    ranks = defendants(facts)
    known = truth_of(truth)
    scores = []
    for check, names in looking(result, models).items():
        if not check.startswith(_PROVINCE):
            clues = {clue for name in names for clue in found_in(run, name, ranks)}
            scores.append(score(check, names, clues, known))
    return scores


def province_scores(
    truth: Path, run: Path, result: RunResult, models: dict[str, Model]
) -> list[Tally]:
    """One score a check that some model makes over the tables of agencies."""
    from xiezhi.cli.scoring_subjects import found_in as clues_in
    from xiezhi.cli.scoring_subjects import known_in, tally

    known = known_in(truth)
    scores = []
    for check, names in looking(result, models).items():
        if check.startswith(_PROVINCE):
            clues = [clue for name in names for clue in clues_in(run, name)]
            scores.append(tally(check, names, clues, known.get(check, [])))
    return scores


def shown(scores: Sequence[Score | Tally], models: dict[str, Model]) -> str:
    """The table, with a line of totals."""
    rows = [[say("demo.check"), say("demo.model"), *(say(f"demo.{key}") for key in KEYS)]]
    totals = dict.fromkeys(KEYS, 0)
    for one in scores:
        numbers = counts(one)
        for key in KEYS:
            totals[key] += numbers[key]
        titles = ("、" if current() == "zh" else "; ").join(
            models[name].title.of(current()) for name in one.models
        )
        rows.append([one.check, cut(titles, 44), *(f"{numbers[key]:,}" for key in KEYS)])
    rows.append([say("demo.total"), "", *(f"{totals[key]:,}" for key in KEYS)])
    return table(rows, right=range(2, 2 + len(KEYS)))


def counts(one: Score | Tally) -> dict[str, int]:
    """The numbers of one line."""
    return {
        "true": one.true,
        "found": one.found,
        "missed": len(one.missed),
        "extra": len(one.extra),
        "look_alikes": one.look_alikes,
        "deceived": one.deceived,
        "untold": getattr(one, "untold", 0),
    }


def plain(one: Score | Tally) -> dict[str, Any]:
    """One line as JSON, with what was missed and extra."""
    return {
        "check": one.check,
        "models": list(one.models),
        "planted": one.planted,
        "by_chance": one.by_chance,
        **counts(one),
        "missed_subjects": [list(missed) for missed in one.missed],
        "extra_subjects": [
            list(extra) if isinstance(extra, tuple) else extra for extra in one.extra
        ],
    }
