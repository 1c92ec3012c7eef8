"""One bundle told clue by clue: titles rendered, names covered, passages cut.

What a bundle says of all its clues (tables, titles, the model, the law) is read once into a
``Part``. The evidence of a clue comes from outside, so a desk that keeps rows in its own database
tells a clue as the report does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from xiezhi.report import content
from xiezhi.report.comparing import compared
from xiezhi.report.cutting import Mark, cut
from xiezhi.report.defining import Meanings
from xiezhi.report.describing import law_part, parsed_model
from xiezhi.report.evidence_rows import MOST, rows_by_input, shown_rows
from xiezhi.report.listing import listed_codes, said
from xiezhi.report.masking import Masker
from xiezhi.report.origins import row_shown, source_of, version_shown
from xiezhi.report.remedies import remedy_part
from xiezhi.report.showing import fill, parse_canonical, placeholders, show
from xiezhi.report.wording import in_words, searched_key, telling_columns
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.tables import Tables, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xiezhi.evidence import records
    from xiezhi.evidence.bundle import Bundle
    from xiezhi.rulebook.tables import Column, Table

__all__ = ["Part", "Proof", "case_number", "case_number_behind"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves one clue.

    Attributes:
        evidence: Rows with the links that say what each is.
        documents: Those that the rows cite, by ``doc_id``.
        names: Names of persons known to stand in a document, by ``doc_id``.
        number: The case number of the document behind the clue; empty when nobody knows it.
    """

    evidence: Sequence[tuple[records.Link, records.EvidenceRow]] = ()
    reasons: Sequence[records.Reason] = ()
    searched: Sequence[records.Searched] = ()
    documents: Mapping[str, records.EvidenceDocument] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    number: str = ""


class Part:
    """What one bundle says of all its clues; tells each of them.

    Attributes:
        bundle: The bundle; its rows are not read here.
        most: Evidence rows shown of one input and clue.
    """

    def __init__(self, bundle: Bundle, most: int = MOST) -> None:
        self.bundle, self.most = bundle, most
        self.card = bundle.manifest.model
        self.tables = {
            name: _table(version.table, bundle) for name, version in bundle.manifest.tables.items()
        }
        self.titles: dict[str, Column] = {}
        for name, version in bundle.manifest.tables.items():
            for column in version.columns:
                found = self.column(name, column)
                if found is not None:
                    self.titles.setdefault(column, found)
        self.spec = parsed_model(bundle)
        self.meanings: Meanings | None = None
        self.defined: Mapping[str, Title] = {}
        if self.spec is not None:
            self.meanings = Meanings(self.spec, self.tables, bundle.manifest.parameters)
            self.titles = self.meanings.of_clue_beside(self.titles)
            self.defined = self.meanings.of_clue
        self.listed = listed_codes(self.spec, self.titles)
        self.wordings: dict[tuple[str, Title], Title] = {}
        self.law_by_cite = {law.cite: law_part(law) for law in self.card.law}
        self.steps = {step.step: place for place, step in enumerate(bundle.funnel.steps)}

    def column(self, input_name: str, column: str) -> Column | None:
        """The standard table's column behind an input's column."""
        table = self.tables.get(input_name)
        return table.column(column) if table is not None else None

    def title_of(self, column: str) -> Title:
        """What a column is called; a computed one goes by what it computes."""
        found = self.titles.get(column)
        if found is not None:
            return found.title
        return self.defined.get(column) or Title(f"推算项 {column}", column.replace("_", " "))

    def title_in(self, input_name: str, column: str) -> Title:
        """What a column of an input is called."""
        found = self.column(input_name, column)
        return found.title if found is not None else Title(column, column)

    def type_of(self, column: str) -> str:
        """The semantic type of a column; ``text`` for one nobody knows."""
        found = self.titles.get(column)
        return found.type.name if found is not None else "text"

    def worded(self, reason: records.Reason) -> Title:
        """A condition in words; every clue of a model has the same few."""
        asked = (reason.step, reason.title)
        if asked not in self.wordings:
            self.wordings[asked] = self._of_step(reason) or in_words(
                reason.title, self.titles, self.defined
            )
        return self.wordings[asked]

    def _of_step(self, reason: records.Reason) -> Title | None:
        """A condition as its step understands the columns; None for other reasons."""
        number = reason.name.removeprefix(f"{reason.step}-")
        if self.meanings is None or reason.kind != "condition" or not number.isdecimal():
            return None
        return self.meanings.condition(reason.step, int(number))

    def clue(self, clue: records.Clue, proof: Proof, masker: Masker) -> content.Clue:
        """A clue told whole.

        Args:
            clue: As the bundle says it.
            proof: Its evidence.
            masker: Covers names and numbers.
        """
        return _Telling(self, clue, proof, masker).told()

    def marks(self, clue: records.Clue, proof: Proof) -> Mapping[str, Mapping[Mark, bool]]:
        """By document, the places that prove a clue and whether it turns on them."""
        return _Telling(self, clue, proof, Masker()).marks()

    def headline(self, clue: records.Clue, masker: Masker) -> Title:
        """The clue's title alone, without the organ and the case number in front."""
        telling = _Telling(self, clue, Proof(), masker)
        shown = {
            name: telling.value(name, clue.values[name])
            for name in dict.fromkeys(placeholders(clue.title))
            if name in clue.values
        }
        return _act(fill(clue.title, shown, clue.values), clue)


@dataclass(frozen=True, slots=True)
class _Telling:
    """One clue being told."""

    part: Part
    of: records.Clue
    proof: Proof
    masker: Masker

    def told(self) -> content.Clue:
        clue, part = self.of, self.part
        shown = {name: self.value(name, value) for name, value in clue.values.items()}
        return content.Clue(
            id=clue.id,
            model=part.card.id,
            title=_act(fill(clue.title, shown, clue.values), clue),
            organ=clue.organ or "",
            case_number=case_number(clue) or self.proof.number,
            affected=self.affected(),
            amount=show(clue.amount, clue.amount_type, self.masker)
            if clue.amount is not None
            else Title("", ""),
            occurred=clue.occurred.isoformat() if clue.occurred else "",
            expires=clue.expires.isoformat() if clue.expires else "",
            grade=cast("content.Grade", clue.grade),
            flags=clue.flags,
            reasons=self.reasons(),
            compared=compared(clue, shown, part.title_of),
            passages=self.passages(),
            evidence=tuple(self.evidence()),
            law=tuple(part.law_by_cite[cite] for cite in clue.law if cite in part.law_by_cite),
            remedy=tuple(remedy_part(word) for word in clue.remedy),
            checklist=tuple(
                content.Ask(ask.ask, ask.excludes_when or "") for ask in clue.checklist
            ),
            unchecked=clue.unchecked,
            searched=tuple(self.searched(one) for one in self.proof.searched),
            values=shown,
        )

    def value(self, column: str, value: object) -> Title:
        part = self.part
        if column in part.listed and isinstance(value, str):
            return said(value, part.listed[column])
        kind = self.of.types.get(column, "text")
        return show(value, kind, self.masker, part.titles.get(column))

    def affected(self) -> str:
        return self.masker.whom(self.of.affected or "", self.of.affected_kind or "")

    def reasons(self) -> tuple[content.Reason, ...]:
        """What decided first, what merely let the row pass behind it."""
        steps, found = self.part.steps, self.proof.reasons
        last = max((steps.get(reason.step, 0) for reason in found), default=0)
        ordered = sorted(found, key=lambda reason: -steps.get(reason.step, 0))
        return tuple(
            self.reason(reason, decides=steps.get(reason.step, 0) == last) for reason in ordered
        )

    def reason(self, reason: records.Reason, *, decides: bool) -> content.Reason:
        part = self.part
        values = []
        for name, text in reason.values.items():
            kind = self.of.types.get(name) or part.type_of(name)
            value = parse_canonical(text, kind)
            shown = show(value, kind, self.masker, part.titles.get(name))
            values.append((part.title_of(name), shown))
        points = None if reason.points is None else float(reason.points)
        title = part.worded(reason)
        return content.Reason(title, tuple(values), points, decides or points is not None)

    def passages(self) -> tuple[content.Passage, ...]:
        """Passages in the documents' order; those that only say whose and where come last."""
        found = [
            passage
            for doc_id, said_of in self.marks().items()
            if doc_id in self.proof.documents
            for passage in cut(
                self.proof.documents[doc_id],
                said_of,
                self.masker,
                self.proof.names.get(doc_id, ()),
            )
        ]
        return tuple(sorted(found, key=lambda passage: not passage.telling))

    def marks(self) -> Mapping[str, Mapping[Mark, bool]]:
        """By document, the places that state evidence and whether the clue turns on them."""
        marks: defaultdict[str, dict[Mark, bool]] = defaultdict(dict)
        telling = telling_columns(self.of, self.proof.reasons)
        for link, row in self.proof.evidence:
            doc_id = str(row.values.get("doc_id", ""))
            places = {column: (span,) for column, span in row.spans.items()} | dict(row.passages)
            for column, spans in places.items():
                for span in spans:
                    mark = (span, self.part.title_in(link.input, column))
                    marks[doc_id][mark] = marks[doc_id].get(mark, False) or column in telling
        return marks

    def evidence(self) -> Iterable[content.Evidence]:
        part = self.part
        for name, rows in rows_by_input(self.proof.evidence).items():
            shown, more = shown_rows(rows, part.most)
            version, table = part.bundle.manifest.tables[name], part.tables[name]
            columns = tuple(rows[0][1].values)
            yield content.Evidence(
                table=version.table,
                title=table.title if table is not None else Title(name, name),
                version=version_shown(version),
                source=source_of(version),
                columns=tuple(part.title_in(name, column) for column in columns),
                rows=tuple(
                    (
                        row_shown(row.row, version),
                        role,
                        tuple(self.cell(name, row, column) for column in columns),
                    )
                    for role, row in shown
                ),
                more=more,
            )

    def cell(self, name: str, row: records.EvidenceRow, column: str) -> Title:
        kind = row.types.get(column, "text")
        return show(row.values.get(column), kind, self.masker, self.part.column(name, column))

    def key_of(self, one: records.Searched) -> Title:
        """The key that was searched for: column and value."""
        part, pairs = self.part, []
        for column, text in searched_key(one.key):
            found = part.column(one.input, column)
            kind = found.type.name if found is not None else "text"
            pairs.append((part.title_in(one.input, column), show(text, kind, self.masker, found)))
        return Title(
            "，".join(f"{title.zh} {value.zh}" for title, value in pairs),
            ", ".join(f"{title.en} {value.en}" for title, value in pairs),
        )

    def searched(self, one: records.Searched) -> Title:
        table = self.part.tables.get(one.input)
        name = table.title if table is not None else Title(one.table, one.table)
        version = self.part.bundle.manifest.tables.get(one.input)
        short = one.version[:12]
        said = Title(short, short) if version is None else version_shown(version)
        key = self.key_of(one)
        window = f"{one.window_from or '…'} – {one.window_to or '…'}"
        return Title(
            f"{name.zh}（{said.zh}），{window}，{key.zh}",
            f"{name.en} ({said.en}), {window}, {key.en}",
        )


def case_number_behind(
    evidence: Sequence[tuple[records.Link, records.EvidenceRow]], numbers: Mapping[str, str]
) -> str:
    """The number of the document behind a clue whose model did not ask for it."""
    documents = (str(row.values.get("doc_id", "")) for _, row in evidence)
    return next((numbers[one] for one in documents if one in numbers), "")


def _table(name: str, bundle: Bundle) -> Table | None:
    """The standard table of that name, else the office's own that the bundle carries, if any."""
    tables = Tables.load()
    if name in tables:
        return tables[name]
    own = bundle.folder / "model" / "tables" / f"{name}.yaml"
    return read_table(own) if own.is_file() else None


def _act(title: Title, clue: records.Clue) -> Title:
    """The title without the organ and the number in front: the page shows both beside it."""

    def bare(text: str) -> str:
        rest = text
        for front in (clue.organ or "—", case_number(clue) or "—"):
            rest = rest.removeprefix(front).lstrip(" ，,：:") if front else rest
        return _unbracketed(rest) if rest and rest != text else text

    return Title(bare(title.zh), bare(title.en))


def _unbracketed(text: str) -> str:
    """A text that began with what a bracket explains, which is gone: what it says comes first.

    >>> _unbracketed("（依据（2031）某0101刑初7号）：四月一日移送")
    '依据（2031）某0101刑初7号，四月一日移送'
    """
    depth, place = 0, 0
    for sign in text:
        depth += (sign in "（(") - (sign in "）)")
        if not depth:
            break
        place += 1
    inner, after = text[1:place], text[place + 1 :].lstrip(" ，,：:")
    if not place or depth or inner.isdigit() or not after:
        return text  # no bracket, none that ends, or the year of another case number
    return f"{inner}{'，' if text[0] == '（' else ', '}{after}"


def case_number(clue: records.Clue) -> str:
    """The case number among the clue's values: the first column that is one."""
    for column, value in clue.values.items():
        if clue.types.get(column) == "case_number" and value:
            return str(value)
    return ""
