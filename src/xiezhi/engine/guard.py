"""What a statement of a model may do: one SELECT over what it was offered, and no more.

The language already refuses everything else at load. This is the second lock on the same door:
it reads the tree that the engine's own parser made, so both agree on what a statement says.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.engine.base import RefusedStatementError
from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Set

__all__ = ["Statement", "check_query", "dropped_name", "read_statement"]

_IDENTIFIER = r'(?:"(?P<quoted>[^"]+)"|(?P<plain>[A-Za-z_][A-Za-z0-9_]*))'
_CREATE = re.compile(
    rf"\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP|TEMPORARY)\s+(?P<kind>TABLE|VIEW)\s+{_IDENTIFIER}"
    r"\s+AS\s+(?P<query>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_DROP = re.compile(
    rf"\s*DROP\s+(?P<kind>TABLE|VIEW)\s+(?:IF\s+EXISTS\s+)?{_IDENTIFIER}\s*;?\s*\Z", re.IGNORECASE
)
_TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series"})
_FORBIDDEN_FUNCTIONS = frozenset(
    {
        # what the machine or the session says
        "current_setting", "getvariable", "getenv", "write_log", "current_database",
        "current_schema", "current_schemas", "current_query", "current_user", "version",
        "pg_typeof", "txid_current", "nextval", "currval", "setseed", "query", "query_table",
        # what differs from run to run
        "random", "uuid", "gen_random_uuid", "uuidv4", "uuidv7", "now", "today", "current_date",
        "current_time", "current_timestamp", "get_current_time", "get_current_timestamp",
        "transaction_timestamp", "current_localtime", "current_localtimestamp", "localtime",
        "localtimestamp",
    }
)  # fmt: skip
_TABLE = "BASE_TABLE"
_CATALOGUE = ("duckdb_", "pg_", "sqlite_", "pragma_", "information_schema")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement taken apart: what it makes or drops, and the query it is made of."""

    action: str
    kind: str
    name: str
    query: str = ""


def read_statement(sql: str) -> Statement:
    """Take apart a CREATE TEMP or DROP statement.

    Raises:
        RefusedStatementError: It is neither.
    """
    for action, pattern in (("create", _CREATE), ("drop", _DROP)):
        if found := pattern.match(sql):
            groups = found.groupdict()
            return Statement(
                action=action,
                kind=groups["kind"].upper(),
                name=groups["quoted"] or groups["plain"],
                query=groups.get("query") or "",
            )
    raise _refused(sql, "only CREATE TEMP TABLE or VIEW … AS SELECT and DROP are run")


def dropped_name(sql: str) -> str:
    """What a DROP statement drops.

    Raises:
        RefusedStatementError: It is something else.
    """
    statement = read_statement(sql)
    if statement.action != "drop":
        raise _refused(sql, "only DROP is run here")
    return statement.name


def check_query(sql: str, parse: Callable[[str], str], allowed: Set[str]) -> tuple[str, ...]:
    """Refuse a query that is not one SELECT over allowed relations.

    Args:
        sql: The query.
        parse: The engine's parser: SQL in, its tree as JSON out.
        allowed: Relations it may read, in lower case.

    Returns:
        The relations it reads.

    Raises:
        RefusedStatementError: With the reason.
    """
    found = _read(sql, parse)
    if found.refused:
        raise _refused(sql, found.refused)
    for name in found.tables:
        if name.lower() not in allowed:
            raise _refused(sql, f"{name} is not among what the model declares")
    return found.tables


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query says, whatever it may read: why it is refused, which tables it names."""

    refused: str
    tables: tuple[str, ...] = ()


_READ: OrderedDict[str, _Found] = OrderedDict()
_READ_AT_MOST = 2048


def _read(sql: str, parse: Callable[[str], str]) -> _Found:
    """Look at a query; one looked at before in this process says what it said then."""
    known = _READ.get(sql)
    if known is None:
        known = _READ[sql] = _look(json.loads(parse(sql)))
        while len(_READ) > _READ_AT_MOST:
            _READ.popitem(last=False)
    return known


def _look(tree: dict[str, Any]) -> _Found:
    if tree.get("error"):
        return _Found(str(tree.get("error_message", "it is no SELECT")).splitlines()[0])
    statements = tree["statements"]
    if len(statements) != 1:
        return _Found(f"it is {len(statements)} statements")
    nodes = list(_nodes(statements[0]))
    named = {
        entry["key"].lower()
        for node in nodes
        for entry in (node.get("cte_map") or {}).get("map", ())
    }
    for name in sorted(named):
        if name.startswith(_CATALOGUE):
            return _Found(f"{name} is a name of the engine")
    for node in nodes:
        if reason := _forbidden(node):
            return _Found(reason)
    tables = [str(node.get("table_name", "")) for node in nodes if node.get("type") == _TABLE]
    return _Found("", tuple(name for name in tables if name.lower() not in named))


def _forbidden(node: dict[str, Any]) -> str:
    kind = node.get("type")
    if kind == _TABLE:
        if node.get("schema_name") or node.get("catalog_name"):
            return f"{node.get('table_name', '')} is named with a schema"
    elif kind == "TABLE_FUNCTION":
        name = str((node.get("function") or {}).get("function_name", ""))
        if name.lower() not in _TABLE_FUNCTIONS:
            return f"{name}() reads from outside the model's inputs"
    elif node.get("class") in ("FUNCTION", "WINDOW") and node.get("function_name"):
        name = str(node["function_name"]).lower()
        if name in _FORBIDDEN_FUNCTIONS:
            return f"{name}() does not answer from the data"
    elif node.get("class") == "COLUMN_REF" and len(node.get("column_names", ())) == 1:
        name = str(node["column_names"][0]).lower()
        if name in _FORBIDDEN_FUNCTIONS and name.startswith("current_"):
            return f"{name} does not answer from the data"
    elif kind in ("COLUMN_DATA", "SHOW_REF", "PIVOT") or node.get("class") == "PARAMETER":
        return "it holds a construct that models do not have"
    return ""


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of the tree, without recursion: a tree may be deeper than Python's stack."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _refused(sql: str, why: str) -> RefusedStatementError:
    return RefusedStatementError(
        Problem(
            what="A statement was refused before it ran.",
            where=" ".join(sql.split())[:120],
            why=why,
            cure="A model reads its declared inputs and earlier steps, and writes nothing.",
            code="statement-refused",
        )
    )
