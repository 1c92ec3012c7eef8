"""``xiezhi sql``: the query a model compiles to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import say
from xiezhi.cli.shelf.place import own
from xiezhi.cli.verb import argument, as_json, option, verb

if TYPE_CHECKING:
    import datetime

__all__ = ["command"]

_DAY = click.DateTime(["%Y-%m-%d"])


@verb("sql")
@argument("model", metavar="MODEL", words="sql.MODEL")
@option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", words="sql.engine")
@option("--as-of", type=_DAY, metavar="DATE", words="sql.as_of")
@option(
    "--part",
    type=click.Choice(["clues", "counts", "evidence"]),
    default="clues",
    words="sql.part",
)
@own
@as_json
def command(
    model: str, engine: str, as_of: datetime.datetime | None, part: str, as_json: bool
) -> None:
    """Show the SQL of one model, a step a CTE."""
    from xiezhi.model.compiling import compile_model
    from xiezhi.run.standing_rules import StandingRules
    from xiezhi.workspace import Workspace

    models = Workspace.models((model,))
    if len(models) != 1:
        raise click.UsageError(say("sql.one", n=len(models)))
    compiled = compile_model(
        models[0],
        StandingRules(),
        as_of=as_of.date() if as_of else None,
        engine=engine,  # type: ignore[arg-type]
    )
    statements = {
        "clues": [(say("sql.clues"), compiled.clues_sql)],
        "counts": [
            *((one.purpose, one.sql) for one in compiled.staged.setup),
            (say("sql.clues"), compiled.staged.clues),
            (say("sql.counts"), compiled.staged.counts),
        ],
        "evidence": [(one.purpose, one.sql) for one in compiled.evidence.setup],
    }[part]
    if as_json:
        told = [{"purpose": purpose, "sql": sql} for purpose, sql in statements]
        answer = {"model": models[0].id, "engine": engine, "hash": compiled.logic_hash}
        click.echo(json.dumps({**answer, "statements": told}, ensure_ascii=False, indent=2))
        return
    if len(statements) == 1:
        click.echo(statements[0][1])
        return
    for purpose, sql in statements:
        click.echo(f"-- {purpose}\n{sql};\n")
