"""``xiezhi test``: a model's stories on the engine, then its mutants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xiezhi.cli.failure import found, report_problems
from xiezhi.cli.language import current, say
from xiezhi.cli.progress import progress
from xiezhi.cli.shelf.place import own
from xiezhi.cli.verb import argument, as_json, flag, quiet, verb

if TYPE_CHECKING:
    from xiezhi.engine.base import Session
    from xiezhi.model.spec import Model
    from xiezhi.model.stories import Story
    from xiezhi.run.mutation import MutationResult
    from xiezhi.run.standing_rules import StandingRules
    from xiezhi.run.stories import StoryResult

__all__ = ["command"]


@verb("test")
@argument("models", nargs=-1, required=True, metavar="MODEL", words="test.MODEL")
@flag("--stories-only", words="test.stories_only")
@quiet
@own
@as_json
def command(models: tuple[str, ...], stories_only: bool, quiet: bool, as_json: bool) -> None:
    """Tell the stories of models; flip every condition and see whether a story notices."""
    from xiezhi.engine.duckdb import DuckDBEngine
    from xiezhi.model.checking import load_checked
    from xiezhi.run.choosing import model_folders
    from xiezhi.run.standing_rules import StandingRules

    rules = StandingRules()
    session = DuckDBEngine().session()
    answers = []
    try:
        for folder in model_folders(models):
            model, stories = load_checked(folder, rules)
            hidden = quiet or as_json
            answers.append(
                _one(model, stories, session, rules, mutants=not stories_only, hidden=hidden)
            )
            if not as_json:
                _tell(answers[-1])
    finally:
        session.close()
    if as_json:
        click.echo(json.dumps([_plain(answer) for answer in answers], ensure_ascii=False, indent=2))
    if not all(answer["green"] for answer in answers):
        found()


def _one(
    model: Model,
    stories: tuple[Story, ...],
    session: Session,
    rules: StandingRules,
    *,
    mutants: bool,
    hidden: bool,
) -> dict[str, Any]:
    from xiezhi.run.mutation import mutate
    from xiezhi.run.stories import tell_all

    results = tell_all(model, stories, session, rules)
    mutation: MutationResult | None = None
    if mutants and all(result.passed for result in results):
        with progress(say("test.mutants_of", model=model.id), quiet=hidden) as tell:
            mutation = mutate(model, stories, session, rules, lambda n, _: tell(n, None))
    return {
        "model": model.id,
        "results": results,
        "mutation": mutation,
        "green": all(result.passed for result in results)
        and not (mutation is not None and mutation.survivors),
    }


def _tell(answer: dict[str, Any]) -> None:
    results: tuple[StoryResult, ...] = answer["results"]
    mutation: MutationResult | None = answer["mutation"]
    passed = sum(result.passed for result in results)
    click.echo(say("test.stories", model=answer["model"], passed=passed, all=len(results)))
    for result in results:
        if not result.passed:
            click.echo(say("test.failed", story=result.story.name.of(current())))
            report_problems(result.problems)
    if mutation is None:
        return
    click.echo(say("test.mutants", killed=mutation.killed, all=mutation.total))
    for mutant in mutation.survivors:
        click.echo(say("test.survived", mutant=mutant.what), err=True)


def _plain(answer: dict[str, Any]) -> dict[str, Any]:
    mutation: MutationResult | None = answer["mutation"]
    return {
        "model": answer["model"],
        "green": answer["green"],
        "stories": [
            {
                "story": {"zh": result.story.name.zh, "en": result.story.name.en},
                "kind": result.story.kind,
                "passed": result.passed,
                "problems": [str(problem) for problem in result.problems],
            }
            for result in answer["results"]
        ],
        "mutants": None
        if mutation is None
        else {
            "killed": mutation.killed,
            "survivors": [mutant.what for mutant in mutation.survivors],
        },
    }
