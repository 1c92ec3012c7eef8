"""Putting the parts of a SELECT together, laid out to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.sql.name import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xiezhi.model.verb import Body

__all__ = ["indent", "listed", "nested", "select", "state_column", "with_ctes"]

_WIDTH = 96


def indent(sql: str, by: int = 2) -> str:
    """Every line moved to the right."""
    space = " " * by
    return "\n".join(space + line if line else line for line in sql.splitlines())


def listed(columns: Iterable[tuple[str, str]], engine: str) -> str:
    """``a, b + 1 as c``: on one line when it is short, else one per line."""
    parts = [_aliased(sql, quote(name, engine)) for name, sql in columns] or ["1 as _one"]
    line = ", ".join(parts)
    return line if len(line) <= _WIDTH else ",\n  ".join(parts)


def _aliased(sql: str, name: str) -> str:
    plain = sql == name or (
        sql.endswith("." + name) and sql.removesuffix("." + name).isidentifier()
    )
    return sql if plain else f"{sql} as {name}"


def state_column(body: Body) -> str:
    """The state of every row: the first that holds, else ``hit``."""
    whens = " ".join(f"when {condition} then '{state}'" for state, condition in body.states)
    return f"case {whens} else 'hit' end"


def select(
    body: Body,
    engine: str,
    *,
    staged: bool = False,
    without: Sequence[str] = (),
    outer: Sequence[tuple[str, str]] = (),
) -> str:
    """The SELECT of a step.

    Args:
        body: Its parts.
        engine: Whose quotes to use.
        staged: Keep the rows put aside, with their ``_state``.
        without: Conditions of exclusions over the output: rows for which one is true are left out.
        outer: The columns that remain when exclusions asked for more.
    """
    columns = [*body.ids, *body.columns]
    where = list(body.where)
    if staged and body.states:
        columns.append(("_state", state_column(body)))
    else:
        where += body.hit
    word = "select distinct" if body.distinct else "select"
    text = f"{word} {listed(columns, engine)}\nfrom {body.source}"
    if where:
        text += "\nwhere " + "\n  and ".join(_bracketed(where))
    if body.tail:
        text += f"\n{body.tail}"
    if not without:
        return text
    kept = "\n  and ".join(f"{condition} is not true" for condition in without)
    return f"select {listed(outer, engine)}\nfrom (\n{indent(text)}\n) as q\nwhere {kept}"


def nested(
    columns: Iterable[tuple[str, str]], source: str, alias: str, engine: str, *tail: str
) -> str:
    """A query as a source: ``( select … from … <tail> ) as alias``, one clause per line."""
    lines = [
        f"select {listed(columns, engine)}",
        f"from {source}",
        *(text for text in tail if text),
    ]
    return f"(\n{indent(chr(10).join(lines))}\n) as {alias}"


def _bracketed(where: list[str]) -> list[str]:
    if len(where) == 1:
        return where
    return [f"({text})" if " or " in text and not text.startswith("(") else text for text in where]


def with_ctes(ctes: Sequence[tuple[str, str]], final: str, engine: str) -> str:
    """``WITH name AS (…), … final``; the final SELECT alone when there is none."""
    if not ctes:
        return final
    parts = [f"{quote(name, engine)} as (\n{indent(sql)}\n)" for name, sql in ctes]
    return "with " + ",\n".join(parts) + f"\n{final}"
