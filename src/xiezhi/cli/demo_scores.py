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

__all__ = ["JUDGED", "LIVED", "counts", "plain", "province_scores", "scores_of", "shown"]

_BOTH = ("true", "found", "missed", "extra", "look_alikes", "deceived")
JUDGED = (*_BOTH, "untold")
"""What the table of judgments tells of a check."""
LIVED = (*_BOTH, "pending", "early", "waiting")
"""What the table of the province tells of a check."""
_OWN = ("untold", "pending", "early", "waiting")
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
    """One score a check that is planted or that some model makes over the tables of agencies."""
    from xiezhi.cli.scoring_subjects import found_in as clues_in
    from xiezhi.cli.scoring_subjects import known_in, tally, waiting_in

    known = known_in(truth)
    makers = {
        check: names
        for check, names in looking(result, models).items()
        if check.startswith(_PROVINCE)
    }
    scores = []
    for check in sorted({*makers, *known}):
        names = makers.get(check, [])  # none: what is true of it is missed
        clues = [clue for name in names for clue in clues_in(run, name)]
        waiting = sum(waiting_in(run, name) for name in names)
        scores.append(tally(check, names, clues, known.get(check, []), waiting))
    return scores


def shown(
    scores: Sequence[Score | Tally], models: dict[str, Model], keys: Sequence[str] = JUDGED
) -> str:
    """The table, with a line of totals."""
    rows = [[say("demo.check"), say("demo.model"), *(say(f"demo.{key}") for key in keys)]]
    totals = dict.fromkeys(keys, 0)
    for one in scores:
        numbers = counts(one)
        for key in keys:
            totals[key] += numbers[key]
        titles = ("、" if current() == "zh" else "; ").join(
            models[name].title.of(current()) for name in one.models
        )
        named = cut(titles, 44) or say("demo.none_ran")
        rows.append([one.check, named, *(f"{numbers[key]:,}" for key in keys)])
    rows.append([say("demo.total"), "", *(f"{totals[key]:,}" for key in keys)])
    return table(rows, right=range(2, 2 + len(keys)))


def counts(one: Score | Tally) -> dict[str, int]:
    """The numbers of one line."""
    return {
        "true": one.true,
        "found": one.found,
        "missed": len(one.missed),
        "extra": len(one.extra),
        "look_alikes": one.look_alikes,
        "deceived": one.deceived,
        **{key: getattr(one, key) for key in _OWN if hasattr(one, key)},
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
