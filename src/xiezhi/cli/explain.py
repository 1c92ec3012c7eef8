"""``xiezhi explain``: a model as prose that a lawyer can sign."""

from __future__ import annotations

import json

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.shelf.place import own
from xiezhi.cli.verb import argument, as_json, verb

__all__ = ["command"]


@verb("explain")
@argument("models", nargs=-1, required=True, metavar="MODEL", words="explain.MODEL")
@own
@as_json
def command(models: tuple[str, ...], as_json: bool) -> None:
    """Write models as prose, in the language spoken."""
    from xiezhi.model.checking import load_checked
    from xiezhi.model.explain import explain
    from xiezhi.run.choosing import model_folders
    from xiezhi.run.standing_rules import StandingRules

    rules = StandingRules()
    checked = [load_checked(folder, rules)[0] for folder in model_folders(models)]
    if as_json:
        told = [
            {"model": model.id, **{lang: explain(model, rules, lang) for lang in ("zh", "en")}}
            for model in checked
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(say("explain.between").join(explain(model, rules, current()) for model in checked))
