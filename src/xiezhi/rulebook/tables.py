"""Standard tables: ``rulebook/tables/<table>.yaml``, one file per table, read when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, cast

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.types import SENSITIVITIES, SemanticType, SemanticTypes, Sensitivity
from xiezhi.rulebook.vocabularies import Vocabulary, vocabularies
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Column", "Table", "Tables", "TablesError", "column_of", "read_table"]


class TablesError(XiezhiError):
    """A table's file contradicts the types, the vocabularies or itself; every problem at once."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a standard table.

    Attributes:
        name: Fixed name.
        type: Semantic type of a value (of an item, when ``is_list``).
        is_list: Whether the column holds a list of such values.
        nullable: Whether null may stand in it.
        values: Name of the closed vocabulary, empty when the column is free.
        labels: Word → label of that vocabulary, empty when the column is free.
        sensitivity: At least that of the type.
        companion_of: The column this one accompanies; empty for a column of its own.
        has_companions: Whether ``_span``, ``_from`` and ``_abstained`` stand beside it.
        also: Other titles that agencies' files give this column.
    """

    name: str
    type: SemanticType
    title: Title
    is_list: bool = False
    nullable: bool = True
    values: str = ""
    labels: Vocabulary | None = None
    sensitivity: Sensitivity = "public"
    about: Title | None = None
    companion_of: str = ""
    has_companions: bool = False
    also: tuple[str, ...] = ()

    @property
    def storage(self) -> str:
        """DuckDB type of the column."""
        return f"{self.type.storage}[]" if self.is_list else self.type.storage


@dataclass(frozen=True)
class Table:
    """One standard table.

    Attributes:
        name: Fixed name.
        grain: What one row is.
        origin: ``read`` from documents or ``supplied`` by an office.
        key: Columns that name a row.
        columns: Own columns by name, in the order of the file, without companions.
        refers: Table → columns by which a row names a row there.
        event: Date column at which a row comes into being; empty when there is none.
        coverage_by: Columns by which coverage is declared.
        coverage_date: Date column that coverage is counted on.
        cluster: Columns by which files are sorted when stored: what models join on; else the key.
        file: Where it is written, as messages show it.
    """

    name: str
    title: Title
    grain: Title
    owner: Title
    origin: Literal["read", "supplied"]
    key: tuple[str, ...]
    sensitivity: Sensitivity
    columns: dict[str, Column]
    companions: dict[str, Column]
    refers: dict[str, tuple[str, ...]]
    event: str
    coverage_by: tuple[str, ...]
    coverage_date: str
    about: Title | None
    file: str
    cluster: tuple[str, ...] = ()

    @cached_property
    def all_columns(self) -> dict[str, Column]:
        """Every column in the order they are written: each one followed by its companions."""
        ordered: dict[str, Column] = {}
        for name, column in self.columns.items():
            ordered[name] = column
            if column.has_companions:
                for companion in self.companions.values():
                    if companion.companion_of == name:
                        ordered[companion.name] = companion
        return ordered

    def column(self, name: str) -> Column | None:
        """A column or a companion by name; None when the table has neither."""
        return self.columns.get(name) or self.companions.get(name)


class Tables:
    """The standard tables by name; a file is read when its table is first asked for."""

    def __init__(self, folder: Path, types: SemanticTypes) -> None:
        self.folder = folder
        self.types = types
        self._loaded: dict[str, Table] = {}
        self._own: dict[str, Path] = {}

    @classmethod
    def load(cls, folder: Path | None = None, types: SemanticTypes | None = None) -> Tables:
        """The tables of the rulebook (shared, read once) or of another folder."""
        if folder is None and types is None:
            return _standard()
        return cls(folder or rulebook_folder() / "tables", types or SemanticTypes.load())

    @cached_property
    def _standard(self) -> frozenset[str]:
        return frozenset(path.stem for path in self.folder.glob("*.yaml"))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all tables, an office's own among them, sorted."""
        return tuple(sorted({*self._standard, *self._own}))

    def bring(self, folder: Path) -> None:
        """Add an office's own tables: a folder of files like those of ``rulebook/tables``.

        Raises:
            TablesError: A table of that name is there already.
        """
        for path in sorted(folder.glob("*.yaml")):
            there = self._own.get(path.stem)
            if there is not None and there.read_bytes() == path.read_bytes():
                continue
            if path.stem in self._standard or there is not None:
                raise TablesError(
                    Problem(
                        what=f"There is already a table {path.stem}.",
                        where=path.as_posix(),
                        why="an office's own tables stand beside the standard ones",
                        cure="Give yours another name.",
                        code="tables-twice",
                    )
                )
            self._own[path.stem] = path

    def own_file(self, name: str) -> Path | None:
        """The file of an office's own table; None for a standard one."""
        return self._own.get(name)

    def __contains__(self, name: str) -> bool:
        """Whether a standard table of that name exists."""
        return name in self._own or name in self._standard

    def __getitem__(self, name: str) -> Table:
        """The table of that name.

        Raises:
            KeyError: There is no such table.
            TablesError: Its file is wrong.
        """
        if name not in self._loaded:
            if name not in self:
                raise KeyError(name)
            path = self._own.get(name, self.folder / f"{name}.yaml")
            self._loaded[name] = _read(path, self.types)
        return self._loaded[name]

    def all(self) -> dict[str, Table]:
        """Every table, read."""
        return {name: self[name] for name in self.names}


@lru_cache(maxsize=1)
def _standard() -> Tables:
    return Tables(rulebook_folder() / "tables", SemanticTypes.load())


def read_table(path: Path) -> Table:
    """One table from its file, wherever that lies.

    Raises:
        TablesError: The file is wrong.
    """
    return _read(path, SemanticTypes.load())


def _read(path: Path, types: SemanticTypes) -> Table:
    problems: list[Problem] = []
    form = Form(read_yaml(path), problems)
    origin = form.choice("origin", ("read", "supplied"))
    sensitivity = cast("Sensitivity", form.choice("sensitivity", SENSITIVITIES))
    columns = {
        name: column_of(name, column, types, reads=origin == "read")
        for name, column in form.children("columns")
    }
    coverage = form.child("coverage")
    table = Table(
        name=form.text("table"),
        title=form.title(),
        grain=form.title("grain"),
        owner=form.title("owner"),
        origin=cast('Literal["read", "supplied"]', origin),
        key=form.texts("key"),
        sensitivity=sensitivity,
        columns=columns,
        companions=_companions(columns, types),
        refers=_refers(form),
        event=form.text("event", ""),
        coverage_by=coverage.texts("by") if coverage else (),
        coverage_date=coverage.text("date") if coverage else "",
        about=form.title("about") if form.has("about") else None,
        file=form.place.file,
        cluster=form.texts("cluster") if form.has("cluster") else form.texts("key"),
    )
    form.done()
    _check(table, path.stem, form)
    if problems:
        raise TablesError(*problems)
    return table


def column_of(name: str, form: Form, types: SemanticTypes, *, reads: bool) -> Column:
    """One column read from its form; ``reads`` says that its table is read from documents."""
    type_name = form.text("type")
    if type_name not in types:
        form.refuse(
            form.place_of("type"),
            f"There is no type {type_name!r}.",
            cure="See rulebook/types.yaml.",
            code="tables-unknown-type",
        )
        type_name = "text"
    kind = _in_currency(types[type_name], form, types)
    values = form.text("values", "")
    labels = vocabularies().get(values) if values else None
    if values and labels is None:
        form.refuse(
            form.place_of("values"),
            f"There is no vocabulary {values!r}.",
            cure="See rulebook/terms/vocabularies.yaml.",
            code="tables-unknown-vocabulary",
        )
    stated = cast("Sensitivity", form.choice("sensitivity", SENSITIVITIES, kind.sensitivity))
    column = Column(
        name=name,
        type=kind,
        title=form.title(),
        is_list=form.boolean("list"),
        nullable=form.boolean("nullable", default=True),
        values=values,
        labels=labels,
        sensitivity=max(stated, kind.sensitivity, key=SENSITIVITIES.index),
        about=form.title("about") if form.has("about") else None,
        has_companions=reads and form.boolean("companions", default=True),
        also=form.texts("also") if form.has("also") else (),
    )
    form.node("companions")
    form.done()
    if kind.name == "status_code" and not values:
        form.refuse(form.place, f"{name} needs its vocabulary.", code="tables-no-vocabulary")
    return column


def _in_currency(kind: SemanticType, form: Form, types: SemanticTypes) -> SemanticType:
    """``currency: USD`` of a column of money; the law's own currency needs no word."""
    currency = form.text("currency", "")
    if not currency or currency == kind.unit:
        return kind
    name = f"{kind.name}:{currency}"
    if name not in types:
        form.refuse(
            form.place_of("currency"),
            f"A column of {kind.name} is not in {currency!r}.",
            cure="Write currency: USD (three capital letters) at a column of type money.",
            code="tables-currency",
        )
        return kind
    return types[name]


def _companions(columns: dict[str, Column], types: SemanticTypes) -> dict[str, Column]:
    made: dict[str, Column] = {}
    for column in columns.values():
        if not column.has_companions:
            continue
        for rule in types.companions:
            name = column.name + rule.suffix
            made[name] = Column(
                name=name,
                type=types[rule.type],
                title=Title(
                    f"{column.title.zh}：{rule.about.zh}", f"{column.title.en}: {rule.about.en}"
                ),
                is_list=rule.is_list,
                sensitivity="public",
                companion_of=column.name,
            )
    return made


def _refers(form: Form) -> dict[str, tuple[str, ...]]:
    refers = form.child("refers")
    if refers is None:
        return {}
    found = {name: refers.texts(name) for name in refers.names()}
    refers.done()
    return found


def _check(table: Table, stem: str, form: Form) -> None:
    if table.name != stem:
        form.refuse(form.place_of("table"), f"The file is {stem}.yaml.", code="tables-name")
    named = {
        "key": table.key,
        "cluster": table.cluster if table.cluster != table.key else (),
        "event": (table.event,) if table.event else (),
        "coverage": (*table.coverage_by, *([table.coverage_date] if table.coverage_date else [])),
        "refers": tuple(name for names in table.refers.values() for name in names),
    }
    for field, names in named.items():
        for name in names:
            if name not in table.columns:
                form.refuse(
                    form.place_of(field),
                    f"{field} names {name!r}, which is no column.",
                    code="tables-unknown-column",
                )
    if not table.key:
        form.refuse(form.place_of("key"), "A table needs a key.", code="tables-no-key")
    for name in table.companions:
        if name in table.columns:
            form.refuse(
                form.place, f"{name} is a column and a companion.", code="tables-companion-twice"
            )
