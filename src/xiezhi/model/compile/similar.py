"""``similar``: pairs of rows whose texts are nearly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.linked import (
    LEFT,
    RIGHT,
    check_least,
    check_rows,
    identity_columns,
    row_name,
    same_row,
)
from xiezhi.model.linking import Similar
from xiezhi.model.relation import ROW, UNKNOWN, Relation
from xiezhi.model.taking import taken
from xiezhi.model.verb import INHERIT, Body, Link, Prepared, Verb, prepared_name
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["SimilarVerb"]

_PAIRS = 2_000_000
_TEXTS = ("text", "free_text", "document", "address")
_ADDED: dict[str, Type] = {
    "similarity": Type("share", "DOUBLE"),
    "shared_length": Type("count", "BIGINT"),
    "shared_passages": Type("text", "VARCHAR"),
    "other_shared_passages": Type("text", "VARCHAR"),
}


class SimilarVerb(Verb[Similar]):
    """Each pair once; candidates by MinHash, confirmed exactly; computed before the run."""

    word = "similar"

    def read(self, form: Form, reading: Reading) -> Similar:
        """``{from, text, within, least, pairs, take}``."""
        return Similar(
            from_=form.text("from"),
            text=form.text("text"),
            within=form.texts("within"),
            least=reading.expr(form, "least"),
            pairs=form.integer("pairs", _PAIRS) or _PAIRS,
            take=reading.pairs(form, "take") or (),
            at=form.place,
        )

    def describe(self, step: Similar, name: str, describing: Describing) -> Relation:
        """The row's columns, those taken from the other row, and what both share."""
        source = describing.relation(step.from_, step.at)
        check_rows((source,), step.at, describing)
        check_least(step.least, describing)
        kind = describing.has(source, step.text, step.at)
        if kind != UNKNOWN and (kind.name not in _TEXTS or kind.many):
            describing.refuse(step.at, f"{step.text} is {kind}, no text.",
                              cure="Compare documents, reasons, descriptions.",
                              code="similar-text")  # fmt: skip
        for column in step.within:
            describing.has(source, column, step.at)
        if not step.take:
            describing.refuse(step.at, "A pair names its other row.",
                              cure="take: [{other_doc: doc_id}]", code="similar-take")  # fmt: skip
        pairs = taken(step.take, (), source, source, step.at, describing)
        columns = {column: kind for column, kind in source.columns.items() if column != ROW}
        columns.update({new: source.columns[old] for new, old in pairs})
        for column, added in _ADDED.items():
            describing.new_name(column, None, step.at, columns)
            columns[column] = added
        hidden = {column for column in source.hidden if column != ROW}
        hidden |= {new for new, old in pairs if old in source.hidden}
        return Relation(
            name, columns, frozenset(hidden), (), source.not_null, source.inputs, source.dated
        )

    def reads(
        self, step: Similar, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """The text, the group, what names the rows, and what is wanted of either."""
        source = analysis.relations[step.from_]
        pairs = dict(taken(step.take, (), source, source))
        wanted = {name for name in needed if name in source.columns and name not in pairs}
        wanted |= {pairs[name] for name in needed if name in pairs}
        return {step.from_: wanted | set(self._side(step, source))}

    @staticmethod
    def _side(step: Similar, source: Relation) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*row_name(source), step.text, *step.within)))

    def prepared(self, step: Similar, name: str, analysis: Analysis) -> Prepared | None:
        """The texts in; the pairs with their similarity and shared passages out."""
        source = analysis.relations[step.from_]
        columns = (
            *identity_columns(source, LEFT),
            *identity_columns(source, RIGHT),
            *_ADDED.items(),
        )
        sides = ((step.from_, self._side(step, source), row_name(source)),)
        return Prepared(sides, columns, step.least)

    def body(self, step: Similar, making: Making) -> Body:
        """The relation joined with itself through the prepared pairs."""
        source = making.relation(step.from_)
        pairs = dict(taken(step.take, (), source, source))
        columns = tuple(
            (
                name,
                making.column(name, "p")
                if name in _ADDED
                else making.column(pairs[name], "r")
                if name in pairs
                else making.column(name, "l"),
            )
            for name in making.wanted()
        )
        text = (
            f"{making.source(step.from_, 'l')}\n"
            f"  join {making.quote(prepared_name(making.name))} as p "
            f"on {same_row(source, making, 'l', LEFT)}\n"
            f"  join {making.source(step.from_, 'r')} on {same_row(source, making, 'r', RIGHT)}"
        )
        return Body(columns, text, ids=making.ids(_s1="l", _s2="r"))

    def origins(self, step: Similar, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The group: both rows agree on it."""
        return {column: ((step.from_, column),) for column in step.within}

    def links(self, step: Similar, making: Making) -> tuple[Link, ...]:
        """Both rows."""
        return (Link(step.from_, INHERIT, "_s1"), Link(step.from_, "compared", "_s2"))
