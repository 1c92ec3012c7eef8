"""What a model's columns mean, step by step: a table's title, or the expression behind it in words.

The same name may stand for different things in different steps (``kind`` of a party, ``kind`` of an
item), so every relation of the model has titles and code words of its own. A column taken over from
a table goes by that table's title: of the standard tables, of an office's own, of the dated tables
of the rulebook. Parameters go by theirs, with the value that the run used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.model.analysing import analyse
from xiezhi.model.compile import verb_of
from xiezhi.model.naming import MADE
from xiezhi.model.prose import sentence
from xiezhi.model.rules import Rulebook
from xiezhi.model.step import (
    Derive,
    Explode,
    FollowedBy,
    Group,
    Join,
    Keep,
    Lookup,
    Overlap,
    Score,
    Settle,
    Window,
    sources_of,
)
from xiezhi.report.linking import linked_columns
from xiezhi.rulebook.dated import DatedTables
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.tables import Column
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.tree import Literal, conjuncts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.analysis import Analysis
    from xiezhi.model.spec import Model, Parameter
    from xiezhi.model.step import Step
    from xiezhi.rulebook.tables import Table
    from xiezhi.sql.tree import Tree

__all__ = ["Meanings"]

_LONGEST = 48
"""A label beside a value; what is longer is told in conditions only."""
_LONGEST_TOLD = 160
_TIMING = {
    "same_day": Title("当日", "the same day"),
    "in_time": Title("期限内", "in time"),
    "late": Title("逾期", "late"),
}
"""What ``followed_by`` says of the next row."""
_COMPUTED = re.compile(r"(?:computed|expected|correct|due)_(\w+)")


class Meanings:
    """Titles of the columns of every input and step of a model.

    Attributes:
        columns: Relation → column → the table's column it is taken from, unchanged.
        titles: Relation → column → what it is called, in a line.
        told: The same for conditions: expressions stand in quotes and may be longer.
    """

    def __init__(
        self,
        model: Model,
        tables: Mapping[str, Table | None],
        parameters: Mapping[str, str | None] | None = None,
    ) -> None:
        """Read a model.

        Args:
            model: As the bundle carries it.
            tables: Its inputs' tables, the office's own too; None for one nobody knows.
            parameters: The values that the run used; the model's own where nothing is said.
        """
        self.model = model
        self.asked = {f":{one.name}": _parameter(one, parameters) for one in model.parameters}
        self.analysis: Analysis = analyse(model, _BundleRules(tables), [])
        self.columns: dict[str, dict[str, Column]] = {}
        self.titles: dict[str, dict[str, Title]] = {}
        self.told: dict[str, dict[str, Title]] = {}
        self.behind: dict[str, Title] = {}
        for one in model.inputs:
            self._input(one.name, tables.get(one.name))
        standing = {name: known for found in self.columns.values() for name, known in found.items()}
        self.linked = linked_columns(model, standing)
        for name, step in model.steps:
            self._step(name, step)

    @property
    def of_clue(self) -> Mapping[str, Title]:
        """Titles of the columns that a clue carries; none for what no short words say."""
        return self.titles[self.model.clue.from_]

    def of_clue_beside(self, columns: Mapping[str, Column]) -> dict[str, Column]:
        """The tables' columns behind those of the clue, over those that only share a name.

        Args:
            columns: Columns of all inputs by name; of two with one name, either.
        """
        relation = self.model.clue.from_
        made = set(self.told[relation]) - set(self.columns[relation])
        kept = {name: column for name, column in columns.items() if name not in made}
        return kept | self.columns[relation]

    def condition(self, step_name: str, number: int) -> Title | None:
        """One of the conditions of a ``keep`` in words; None when there is none of that number.

        Args:
            step_name: The step.
            number: From 1, in the order in which ``and`` joins them.
        """
        step = dict(self.model.steps).get(step_name)
        if not isinstance(step, Keep):
            return None
        parts = conjuncts(parse_expression(step.where.text))
        if not 1 <= number <= len(parts):
            return None
        return self._said(parts[number - 1], step.from_, self.told[step.from_])

    def _input(self, name: str, table: Table | None) -> None:
        found = {
            column: known
            for column in self.analysis.relations[name].columns
            if table is not None and (known := table.column(column)) is not None
        }
        self.columns[name] = found
        self.titles[name] = {column: known.title for column, known in found.items()}
        self.told[name] = dict(self.titles[name])
        if table is not None:
            self.behind[name] = table.title

    def _step(self, name: str, step: Step) -> None:
        sources = sources_of(step)
        self.columns[name], self.titles[name], self.told[name] = {}, {}, {}
        if len(sources) == 1 and sources[0] in self.behind:
            self.behind[name] = self.behind[sources[0]]
        for column, (source, old) in self._taken(name, step).items():
            self._take_over(name, column, source, old)
        for column, title in self._renamed(step).items():
            self.titles[name][column] = self.told[name][column] = title
        if isinstance(step, Lookup):
            self._look_up(name, step)
        if isinstance(step, Derive | Group | Settle | Window):
            seen = dict(self.told[step.from_])
            for one in step.columns:
                self.columns[name].pop(one.name, None)
                self._computed(name, one.name, one.expr.text, _Seen(step.from_, seen))
                # A later column of a derivation may be made of an earlier one.
                seen[one.name] = self.told[name].setdefault(one.name, _by_name(one.name))
        for column in self.analysis.relations[name].columns:
            if column not in self.told[name]:
                self._nameless(name, column, sources)

    def _taken(self, name: str, step: Step) -> dict[str, tuple[str, str]]:
        """Columns that hold a source's value as it was: (source, column)."""
        found = {
            column: origins[0]
            for column, origins in verb_of(step).origins(step, self.analysis).items()
        }
        if isinstance(step, Join | FollowedBy | Overlap):
            _, right = sources_of(step)
            pairs = step.take
            if pairs is None:
                pairs = tuple((column, column) for column in self.analysis.relations[right].columns)
            for new, old in pairs:
                found.setdefault(new, (right, old))
        if isinstance(step, Explode):
            found[step.as_] = (step.from_, step.list)
        there = self.analysis.relations[name].columns
        return {column: pair for column, pair in found.items() if column in there}

    def _take_over(self, name: str, column: str, source: str, old: str) -> None:
        if old in self.columns[source]:
            self.columns[name][column] = self.columns[source][old]
        if old in self.titles[source]:
            self.titles[name][column] = self.titles[source][old]
        if old in self.told[source]:
            self.told[name][column] = self.told[source][old]

    def _look_up(self, name: str, step: Lookup) -> None:
        """Columns of a dated table of the rulebook go by its titles, its codes by its words."""
        tables = DatedTables.load()
        known = tables[step.table].columns if step.table in tables else {}
        for new, old in step.take:
            if old in known:
                self.columns[name][new] = known[old]
                self.titles[name][new] = self.told[name][new] = known[old].title

    def _renamed(self, step: Step) -> dict[str, Title]:
        """Columns that got words with their name: of an indicator, of another row."""
        if isinstance(step, Score):
            return {f"fired_{one.id}": one.title for one in step.indicators}
        if not isinstance(step, Join | FollowedBy | Overlap):
            return {}
        left, right = sources_of(step)
        ours, theirs = self.behind.get(left), self.behind.get(right)
        found: dict[str, Title] = {}
        for new, old in step.take or ():
            column = self.columns[right].get(old)
            if new == old or column is None:
                continue
            title = column.title
            if theirs is not None and theirs != ours:
                found[new] = Title(f"{theirs.zh}的{title.zh}", f"{title.en} in {theirs.en}")
            else:
                found[new] = Title(f"另一行的{title.zh}", f"{title.en} of the other row")
        return found

    def _computed(self, name: str, column: str, text: str, source: _Seen) -> None:
        """A column that an expression fills."""
        standing = {one: known.title for one, known in self.columns[source.relation].items()}
        title = _counterpart(column, standing)
        if title is not None:
            self.titles[name][column] = self.told[name][column] = title
            return
        self.titles[name].pop(column, None)
        self.told[name].pop(column, None)
        try:
            tree = parse_expression(text)
        except ExpressionError:
            return
        said = self._said(tree, source.relation, source.told)
        if isinstance(tree, Literal):
            self.told[name][column] = said
        elif len(said.zh) <= _LONGEST_TOLD:
            self.told[name][column] = _quoted(said)
            if len(said.zh) <= _LONGEST:
                self.titles[name][column] = said

    def _nameless(self, name: str, column: str, sources: tuple[str, ...]) -> None:
        """A column that a verb adds under a name of its own, or that nothing short says."""
        for source in sources:
            if column in self.told[source]:
                self._take_over(name, column, source, column)
                return
        if column in self.linked:
            self.columns[name][column] = self.linked[column]
            self.titles[name][column] = title = self.linked[column].title
        elif column in MADE:
            title = Title(MADE[column]["zh"], MADE[column]["en"])
            self.titles[name][column] = title
            if column == "timing":
                kind = self.analysis.rules.types["status_code"]
                self.columns[name][column] = Column(column, kind, title, labels=_TIMING)
        else:
            title = _by_name(column)
        self.told[name][column] = title

    def _said(self, tree: Tree, relation: str, told: Mapping[str, Title]) -> Title:
        """An expression over a relation, in both languages."""
        titles = {**self.asked, **told}
        labels = {
            column: known.labels for column, known in self.columns[relation].items() if known.labels
        }
        zh, en = (
            sentence(
                tree,
                lang,
                {name: title.of(lang) for name, title in titles.items()},
                {
                    name: {code: word.of(lang) for code, word in words.items()}
                    for name, words in labels.items()
                },
            )
            for lang in ("zh", "en")
        )
        return Title(zh.replace("“「", "「").replace("」”", "」"), en)


class _Seen(NamedTuple):
    """What an expression may name: the columns of a relation, and those made beside it so far."""

    relation: str
    told: Mapping[str, Title]


class _BundleRules(Rulebook):
    """The rulebook with the tables that a bundle brings."""

    def __init__(self, tables: Mapping[str, Table | None]) -> None:
        standing = Rulebook.load()
        super().__init__(standing.types, standing.tables, standing.dated_tables, standing.law)
        self.own = {table.name: table for table in tables.values() if table is not None}

    def table(self, name: str) -> Table | None:
        """A table of the bundle, else a standard one."""
        return self.own.get(name) or super().table(name)


def _parameter(one: Parameter, used: Mapping[str, str | None] | None) -> Title:
    """A parameter's title with the value that the run used."""
    value = (used or {}).get(one.name, one.default)
    shown = "" if value is None else f" {value}"
    return Title(f"「{one.title.zh}{shown}」", f"[{one.title.en}{shown}]")


def _quoted(said: Title) -> Title:
    """An expression that stands for a column; quotes inside quotes are the other ones."""
    zh = said.zh.replace("「", "『").replace("」", "』")
    return Title(f"「{zh}」", f"[{said.en}]")


def _by_name(column: str) -> Title:
    """What has no words of its own says that the model made it."""
    return Title(f"推算项“{column}”", f"the computed “{column}”")


def _counterpart(name: str, titles: Mapping[str, Title]) -> Title | None:
    """``computed_end`` goes by the printed column it is the counterpart of."""
    found = _COMPUTED.fullmatch(name)
    if found is None:
        return None
    printed = next((titles[one] for one in (found[1], f"{found[1]}s") if one in titles), None)
    if printed is None:
        return None
    return Title(f"推算的{printed.zh}", f"computed {printed.en}")
