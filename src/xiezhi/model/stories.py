"""Stories of a model (``cases.yaml``): rows given, clues expected. Pure: no engine here.

``load_stories`` reads the file strictly; ``Story.tables`` are typed literal rows per input that a
run registers; ``compare`` says what came out differently.
"""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem
from xiezhi.model.load import ModelError
from xiezhi.model.outcome import compare
from xiezhi.model.placeholder import invented, is_placeholder
from xiezhi.model.story import Coverage, LiteralTable, Story, Value
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.location import shown_path
from xiezhi.rulebook.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Input, Model, ParameterValue
    from xiezhi.rulebook.tables import Column

__all__ = ["Coverage", "LiteralTable", "Story", "Value", "compare", "load_stories", "parse_stories"]


def load_stories(folder: Path, model: Model, rules: Rules) -> tuple[Story, ...]:
    """Read ``folder/cases.yaml``.

    Raises:
        ModelError: The file is missing, or says something the model's tables cannot hold.
        YamlError: It is not strict YAML.
    """
    path = folder / "cases.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(
            Problem(
                what=f"{model.id} has no stories.",
                where=shown_path(path),
                why="a model without stories is refused",
                cure="Write cases.yaml: at least one hit, one look-alike, one pending or boundary.",
                code="stories-missing",
            )
        ) from error
    return parse_stories(text, model, rules, shown_path(path))


def parse_stories(
    text: str, model: Model, rules: Rules, file: str = "cases.yaml"
) -> tuple[Story, ...]:
    """Read stories from text; see ``load_stories``."""
    problems: list[Problem] = []
    node = parse_yaml(text, file)
    defaults: dict[str, dict[str, Node]] = {}
    items: tuple[Node, ...] = ()
    if isinstance(node, Sequence):
        items = node.items
    else:
        form = Form(node, problems)
        for name, child in form.children("defaults"):
            defaults[name] = {key: entry for key in child.names() if (entry := child.node(key))}
        several = form.node("stories")
        items = several.items if isinstance(several, Sequence) else ()
        form.done()
    reader = _Reader(model, rules, defaults, problems)
    stories = tuple(reader.story(Form(item, problems)) for item in items)
    if problems:
        raise ModelError(*problems)
    return stories


class _Reader:
    def __init__(
        self,
        model: Model,
        rules: Rules,
        defaults: dict[str, dict[str, Node]],
        problems: list[Problem],
    ) -> None:
        self.model = model
        self.rules = rules
        self.defaults = defaults
        self.problems = problems

    def story(self, form: Form) -> Story:
        name = form.title("story")
        given = form.child("given")
        tables = self._tables(given, form)
        pending = form.integer("expect_pending")
        undecided = form.integer("expect_not_checkable")
        expected = form.node("expect")
        expect = self._expect(expected, form)
        if expected is None and pending is None and undecided is None:
            cure = "Write expect: [] for silence."
            form.refuse(form.place, "The story expects nothing.", cure=cure, code="story-expect")
        story = Story(
            name=name,
            as_of=form.date("as_of"),
            tables=tables,
            expect=expect,
            pending=pending,
            not_checkable=undecided,
            look_alike=form.boolean("look_alike"),
            parameters=self._parameters(form),
            covers=self._covers(form),
            scopes=self._scopes(tables),
            where=str(form.place),
        )
        form.done()
        if story.look_alike and story.expect:
            form.refuse(form.place, "A look-alike expects no clue.", code="story-expect")
        return story

    # --- rows given -----------------------------------------------------------------------------

    def _tables(self, given: Form | None, form: Form) -> tuple[LiteralTable, ...]:
        rows: dict[str, list[Node]] = {item.name: [] for item in self.model.inputs}
        named: set[str] = set()
        for name in given.names() if given is not None else ():
            node = given.node(name) if given is not None else None
            targets = [item.name for item in self.model.inputs if name in (item.name, item.table)]
            if not targets:
                form.refuse(given.place_of(name) if given else form.place,
                            f"There is no input {name!r}.",
                            why="inputs: " + ", ".join(rows), code="name-unknown-step")  # fmt: skip
            named.update(item.name for item in self.model.inputs if name == item.name != item.table)
            for target in targets:
                rows[target] += node.items if isinstance(node, Sequence) else [node] if node else []
        return tuple(
            self._table(item, rows[item.name], named=item.name in named)
            for item in self.model.inputs
        )

    def _shared(self, item: Input, column: Column, *, named: bool) -> bool:
        """Whether a row given by its table's name is meant for another input of that table too."""
        others = [one for one in self.model.inputs if one.table == item.table and one is not item]
        return not named and any(_declares(one, column) for one in others)

    def _table(self, item: Input, nodes: list[Node], *, named: bool) -> LiteralTable:
        table = self.rules.table(item.table)
        if table is None:
            return LiteralTable(item.name, (), ())
        base = {**self.defaults.get(item.table, {}), **self.defaults.get(item.name, {})}
        names = list(item.columns)
        for node in nodes:
            entries = node.entries if isinstance(node, Mapping) else {}
            names += [name for name in entries if name not in names]
        known: list[tuple[str, Type]] = []
        for name in names:
            column = table.column(name)
            if column is None or not _declares(item, column):
                if column is not None and self._shared(item, column, named=named):
                    continue
                self._refuse(nodes[0] if nodes else None, f"{item.name} does not declare {name!r}.")
                continue
            known.append((name, Type(column.type.name, column.type.storage, column.is_list,
                                     values=column.values)))  # fmt: skip
        rows = tuple(self._row(node, base, known, item, number)
                     for number, node in enumerate(nodes, 1))  # fmt: skip
        return LiteralTable(
            item.name, tuple((name, kind.column_type) for name, kind in known), rows
        )

    def _row(
        self,
        node: Node,
        base: dict[str, Node],
        known: list[tuple[str, Type]],
        item: Input,
        number: int,
    ) -> tuple[Value, ...]:
        entries = dict(base)
        if isinstance(node, Mapping):
            entries.update(node.entries)
        else:
            self._refuse(node, "A row is {column: value}.")
        table = self.rules.table(item.table)
        values: list[Value] = []
        for name, kind in known:
            if name in entries:
                values.append(self.value(entries[name], kind))
                continue
            column = table.columns.get(name) if table is not None else None
            values.append(
                None if column is None or column.nullable else _usual(kind, column, number)
            )
        return tuple(values)

    def value(self, node: Node, kind: Type) -> Value:
        """A literal as the column's type; a letter is an invented value."""
        if isinstance(node, Sequence) and kind.many:
            return [self.value(item, kind.item) for item in node.items]
        if isinstance(node, Sequence) and kind.name == "span":
            return [int(item.text) for item in node.items if isinstance(item, Scalar)]
        if isinstance(node, Scalar) and node.value is None:
            return None
        if not isinstance(node, Scalar) or kind.many:
            self._refuse(node, f"A value of {kind} is expected.")
            return None
        if is_placeholder(node.value) and kind.is_text and not kind.values:
            return invented(str(node.value), kind.name)
        try:
            value = _typed(node, kind)
        except (ValueError, InvalidOperation):
            self._refuse(node, f"{node.text!r} is no {kind}.")
            return None
        if kind.values:
            self._word(node, kind)
        return value

    def _word(self, node: Scalar, kind: Type) -> None:
        from xiezhi.rulebook.vocabularies import vocabularies

        words = vocabularies().get(kind.values, {})
        if node.text not in words:
            self._refuse(node, f"{node.text!r} is no word of {kind.values}.")

    def _refuse(self, node: Node | None, what: str) -> None:
        where = str(node.place) if node is not None else ""
        self.problems.append(Problem(what=what, where=where, code="story-value"))

    # --- what is expected -----------------------------------------------------------------------

    def _expect(self, node: Node | None, form: Form) -> tuple[dict[str, str], ...]:
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            form.refuse(node.place, "expect is a list of clues.", code="form-kind")
            return ()
        found: list[dict[str, str]] = []
        for item in node.items:
            entries = item.entries if isinstance(item, Mapping) else {}
            found.append(
                {
                    name: value.text if value.value is not None else ""
                    for name, value in entries.items()
                    if isinstance(value, Scalar)
                }
            )
        return tuple(found)

    def _parameters(self, form: Form) -> dict[str, ParameterValue]:
        child = form.child("parameters")
        if child is None:
            return {}
        found: dict[str, ParameterValue] = {}
        for name in child.names():
            node = child.node(name)
            found[name] = node.value if isinstance(node, Scalar) else None
        return found

    def _covers(self, form: Form) -> dict[str, tuple[Coverage, ...]]:
        found: dict[str, list[Coverage]] = {}
        for name, child in form.children("covers"):
            scope = child.text("scope", "") or None
            if is_placeholder(scope):
                scope = invented(str(scope), "agency")
            found.setdefault(name, []).append(Coverage(child.date("from"), child.date("to"), scope))
            child.done()
        return {name: tuple(items) for name, items in found.items()}

    def _scopes(self, tables: tuple[LiteralTable, ...]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for table in tables:
            for row in table.rows:
                found.update({value: None for value in row if isinstance(value, str)})
        return tuple(found)


def _declares(item: Input, column: Column) -> bool:
    return column.name in item.columns or column.companion_of in item.columns


def _usual(kind: Type, column: Any, number: int) -> Value:
    """What a required column holds when a story does not care."""
    if kind.name == "doc_id":
        return invented("A", "doc_id")
    if kind.name == "ordinal":
        return 1
    if kind.values and column.labels:
        return str(next(iter(column.labels)))
    if kind.is_text:
        return invented(f"{chr(ord('A') + (number - 1) % 26)}", kind.name)
    return None


def _typed(node: Scalar, kind: Type) -> Value:
    if kind.is_date:
        return datetime.date.fromisoformat(node.text)
    if kind.is_moment:
        return datetime.datetime.fromisoformat(node.text)
    if kind.is_bool:
        if isinstance(node.value, bool):
            return node.value
        raise ValueError(node.text)
    if kind.storage in ("INTEGER", "BIGINT"):
        return int(node.text)
    if kind.is_number:
        return Decimal(node.text)
    return node.text
