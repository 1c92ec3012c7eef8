"""``xiezhi check``: model files checked, every problem at once."""

from __future__ import annotations

import json

import click

from xiezhi.cli.failure import found, report_problems
from xiezhi.cli.language import say
from xiezhi.cli.shelf.place import own
from xiezhi.cli.verb import argument, as_json, verb
from xiezhi.kernel.errors import Problem

__all__ = ["command"]


@verb("check")
@argument("models", nargs=-1, required=True, metavar="MODEL", words="check.MODEL")
@own
@as_json
def command(models: tuple[str, ...], as_json: bool) -> None:
    """Check models with their stories and notes."""
    from xiezhi.model.checking import check_folder
    from xiezhi.run.choosing import model_folders
    from xiezhi.run.standing_rules import StandingRules

    rules = StandingRules()
    told, wrong = [], 0
    for folder in model_folders(models):
        model, stories, problems = check_folder(folder, rules)
        errors = [problem for problem in problems if problem.severity == "error"]
        wrong += bool(errors)
        name = model.id if model is not None else folder.name
        told.append(
            {
                "model": name,
                "folder": str(folder),
                "stories": len(stories),
                "problems": [
                    {part: getattr(one, part) for part in Problem.__slots__} for one in problems
                ],
            }
        )
        if as_json:
            continue
        report_problems(problems)
        key = "check.wrong" if errors else "check.right"
        click.echo(say(key, model=name, stories=len(stories), n=len(errors)))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    if wrong:
        found()
