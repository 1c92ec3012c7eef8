"""Checking a model: every rule of ``check/``, all problems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.model.analysing import analyse
from xiezhi.model.check import (
    expressions,
    law,
    names,
    never,
    purpose,
    quality,
    sensitivity,
    stories,
    unused,
    windows,
)
from xiezhi.model.load import ModelError, load_model
from xiezhi.model.stories import load_stories

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Model
    from xiezhi.model.stories import Story

__all__ = ["check_folder", "check_model", "load_checked"]

_RULES = (
    names.check,
    expressions.check,
    law.check,
    purpose.check,
    quality.check,
    windows.check,
    never.check,
    sensitivity.check,
)


def check_model(model: Model, rules: Rules) -> list[Problem]:
    """Everything that is wrong with a model apart from its stories, in the order of the file."""
    problems: list[Problem] = []
    analysis = analyse(model, rules, problems)
    for rule in _RULES:
        problems.extend(rule(analysis))
    if not any(problem.severity == "error" for problem in problems):
        problems.extend(unused.check(analysis))
    return sorted(dict.fromkeys(problems), key=_place)


def check_folder(
    folder: Path, rules: Rules
) -> tuple[Model | None, tuple[Story, ...], list[Problem]]:
    """A model folder read and checked with its stories and notes; problems instead of errors."""
    try:
        model = load_model(folder)
    except XiezhiError as error:
        return None, (), list(error.problems)
    problems = check_model(model, rules)
    told: tuple[Story, ...] = ()
    try:
        told = load_stories(folder, model, rules)
        problems.extend(stories.check(model, told))
    except XiezhiError as error:
        problems.extend(error.problems)
    if not (folder / "notes.md").is_file():
        problems.append(
            Problem(
                what=f"{model.id} has no notes.md.",
                where=model.folder,
                cure="Write background, known false alarms, how to verify.",
                code="notes-missing",
            )
        )
    return model, told, problems


def load_checked(folder: Path, rules: Rules) -> tuple[Model, tuple[Story, ...]]:
    """A model that has nothing wrong, with its stories.

    Raises:
        ModelError: Carries every problem found.
    """
    model, told, problems = check_folder(folder, rules)
    if model is None or any(problem.severity == "error" for problem in problems):
        raise ModelError(*problems)
    return model, told


def _place(problem: Problem) -> tuple[str, int, int]:
    file, _, rest = problem.where.partition(":")
    line, _, column = rest.partition(":")
    return file, int(line) if line.isdigit() else 0, int(column) if column.isdigit() else 0
