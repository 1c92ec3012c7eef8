"""From run bundles to a report: titles rendered, names covered, passages cut."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from xiezhi.evidence.bundle import BundleError, bundle_folders, open_bundle
from xiezhi.kernel.errors import Problem
from xiezhi.report import content
from xiezhi.report.comparing import compared
from xiezhi.report.cutting import Mark, cut
from xiezhi.report.defining import definitions
from xiezhi.report.describing import law_part, model_part, parsed_model
from xiezhi.report.evidence_rows import rows_by_input, shown_rows
from xiezhi.report.linking import linked_columns
from xiezhi.report.listing import listed_codes, said
from xiezhi.report.masking import Masker, names_in
from xiezhi.report.origins import row_shown, source_of, version_shown
from xiezhi.report.remedies import remedy_part
from xiezhi.report.showing import fill, parse_canonical, show
from xiezhi.report.wording import in_words, searched_key, telling_columns
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.tables import Tables, read_table

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from xiezhi.evidence import records
    from xiezhi.evidence.bundle import Bundle
    from xiezhi.rulebook.tables import Column, Table

__all__ = ["gather"]


def gather(
    run: Path, *, reveal: content.Reveal | None = None, made: datetime.datetime | None = None
) -> content.Report:
    """Read a run folder, or one bundle, into a report.

    Args:
        run: The folder; of several bundles or one.
        reveal: Who asked to see names and numbers, and why; None covers them.
        made: When the report is made.

    Raises:
        BundleError: No bundle is there, or one of them is spoilt.
    """
    masker = Masker(open_=reveal is not None)
    index = _index(run)
    bundles = [open_bundle(folder) for folder in bundle_folders(run)]
    names = known_names(bundles)
    numbers = known_numbers(bundles)
    parts = [_Part(bundle, masker, names, numbers) for bundle in bundles]
    days = [bundle.manifest.as_of for bundle in bundles if bundle.manifest.as_of]
    return content.Report(
        name=run.resolve().name,
        models=tuple(model_part(part.bundle, part.spec) for part in parts),
        clues=tuple(clue for part in parts for clue in part.clues()),
        reading=_reading(index),
        not_run=_not_run(index),
        as_of=max(days) if days else None,
        made=made,
        facts=_facts(bundles),
        reveal=reveal,
    )


def known_names(bundles: Iterable[Bundle]) -> Mapping[str, frozenset[str]]:
    """Names of persons by document: from every evidence row and every passage of every bundle."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for bundle in bundles:
        for rows in bundle.rows.values():
            for row in rows.values():
                named = {
                    value
                    for column, value in row.values.items()
                    if row.types.get(column) == "person_name" and isinstance(value, str)
                }
                found[str(row.values.get("doc_id", ""))] |= named
        for document in bundle.documents.values():
            for text in (document.text or "", *(passage.text for passage in document.passages)):
                found[document.doc_id].update(names_in(text))
    return {doc_id: frozenset(names) for doc_id, names in found.items()}


def known_numbers(bundles: Iterable[Bundle]) -> dict[str, str]:
    """Case number by document, from the evidence rows of every bundle."""
    return {
        str(row.values["doc_id"]): value
        for bundle in bundles
        for rows in bundle.rows.values()
        for row in rows.values()
        for column, value in row.values.items()
        if row.types.get(column) == "case_number"
        and isinstance(value, str)
        and row.values.get("doc_id")
    }


def _index(run: Path) -> dict[str, Any]:
    """``run_index.json`` of a run folder; a single bundle has none."""
    path = run / "run_index.json"
    if not path.is_file():
        return {}
    try:
        index: dict[str, Any] = json.loads(path.read_text("utf8"))
    except ValueError as error:
        raise BundleError(
            Problem(
                what="The index of the run cannot be read.",
                where=str(path),
                why=str(error),
                cure="Run the models again; bundles that did not change are kept.",
                code="run-index",
            )
        ) from error
    return index


def _reading(index: Mapping[str, Any]) -> content.Reading:
    """What the facts say was read."""
    facts = index.get("facts", {})
    return content.Reading(
        documents=facts.get("documents"),
        by_status=_largest_first(facts.get("by_status", {})),
        by_kind=_largest_first(facts.get("by_kind", {})),
        reader=facts.get("reader", ""),
    )


def _not_run(index: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Models that left no bundle, each with the first reason."""
    return tuple(
        (one["model"], one["state"], (one["problems"] or [{}])[0].get("what", ""))
        for one in index.get("models", ())
        if one.get("bundle") is None
    )


def _largest_first(counts: Mapping[str, int]) -> content.Tally:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _facts(bundles: Sequence[Bundle]) -> tuple[tuple[str, str], ...]:
    engines = sorted(
        {f"{b.run.get('engine', '')} {b.run.get('engine_version', '')}" for b in bundles}
    )
    tables = sorted(
        {f"{t.table} {t.version}" for bundle in bundles for t in bundle.manifest.tables.values()}
    )
    return (("engine", "、".join(engines)), ("tables", "、".join(tables)))


class _Part:
    """One bundle's share of the report."""

    def __init__(
        self,
        bundle: Bundle,
        masker: Masker,
        names: Mapping[str, frozenset[str]],
        numbers: Mapping[str, str],
    ) -> None:
        self.bundle, self.masker, self.names, self.numbers = bundle, masker, names, numbers
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
        self.titles |= linked_columns(self.spec, self.titles)
        self.defined = definitions(self.spec, self.titles)
        self.listed = listed_codes(self.spec, self.titles)
        self.wordings: dict[Title, Title] = {}
        self.law_by_cite = {law.cite: law_part(law) for law in self.card.law}

    def column(self, input_name: str, column: str) -> Column | None:
        """The standard table's column behind an input's column."""
        table = self.tables.get(input_name)
        return table.column(column) if table is not None else None

    def title_of(self, column: str) -> Title:
        """What a column is called; a computed one goes by what it computes."""
        found = self.titles.get(column)
        name = column.replace("_", " ")
        return found.title if found is not None else self.defined.get(column, Title(name, name))

    def clues(self) -> Iterable[content.Clue]:
        for clue in self.bundle.clues:
            yield self.clue(clue)

    def clue(self, clue: records.Clue) -> content.Clue:
        evidence = self.bundle.evidence_of(clue.id)
        shown = {name: self.value(name, value, clue.types) for name, value in clue.values.items()}
        return content.Clue(
            id=clue.id,
            model=self.card.id,
            title=_act(fill(clue.title, shown, clue.values), clue),
            organ=clue.organ or "",
            case_number=_case_number(clue) or self.number_behind(evidence),
            affected=self.affected(clue),
            amount=show(clue.amount, clue.amount_type, self.masker)
            if clue.amount is not None
            else Title("", ""),
            occurred=clue.occurred.isoformat() if clue.occurred else "",
            expires=clue.expires.isoformat() if clue.expires else "",
            grade=cast("Any", clue.grade),
            flags=clue.flags,
            reasons=self.reasons(clue),
            compared=compared(clue, shown, self.title_of),
            passages=self.passages(evidence, clue),
            evidence=tuple(self.evidence(evidence)),
            law=tuple(self.law_by_cite[cite] for cite in clue.law if cite in self.law_by_cite),
            remedy=tuple(remedy_part(word) for word in clue.remedy),
            checklist=tuple(
                content.Ask(ask.ask, ask.excludes_when or "") for ask in clue.checklist
            ),
            unchecked=clue.unchecked,
            searched=tuple(self.searched(one) for one in self.bundle.searched.get(clue.id, ())),
            values=shown,
        )

    def number_behind(self, evidence: Sequence[tuple[records.Link, records.EvidenceRow]]) -> str:
        """The number of the document behind a clue whose model did not ask for it."""
        documents = (str(row.values.get("doc_id", "")) for _, row in evidence)
        return next((self.numbers[one] for one in documents if one in self.numbers), "")

    def value(self, column: str, value: object, types: Mapping[str, str]) -> Title:
        if column in self.listed and isinstance(value, str):
            return said(value, self.listed[column])
        return show(value, types.get(column, "text"), self.masker, self.titles.get(column))

    def affected(self, clue: records.Clue) -> str:
        if clue.affected is None or clue.affected_kind != "person":
            return clue.affected or ""
        return self.masker.value(clue.affected, "name")

    def reasons(self, clue: records.Clue) -> tuple[content.Reason, ...]:
        """What decided first, what merely let the row pass behind it."""
        steps = {step.step: place for place, step in enumerate(self.bundle.funnel.steps)}
        found = self.bundle.reasons.get(clue.id, ())
        last = max((steps.get(reason.step, 0) for reason in found), default=0)
        ordered = sorted(found, key=lambda reason: -steps.get(reason.step, 0))
        return tuple(
            self.reason(reason, clue, decides=steps.get(reason.step, 0) == last)
            for reason in ordered
        )

    def reason(
        self, reason: records.Reason, clue: records.Clue, *, decides: bool
    ) -> content.Reason:
        values = []
        for name, text in reason.values.items():
            kind = clue.types.get(name) or self.type_of(name)
            value = parse_canonical(text, kind)
            shown = show(value, kind, self.masker, self.titles.get(name))
            values.append((self.title_of(name), shown))
        points = None if reason.points is None else float(reason.points)
        title = self.worded(reason.title)
        return content.Reason(title, tuple(values), points, decides or points is not None)

    def worded(self, condition: Title) -> Title:
        """A condition in words; every clue of a model has the same few."""
        if condition not in self.wordings:
            self.wordings[condition] = in_words(condition, self.titles, self.defined)
        return self.wordings[condition]

    def type_of(self, column: str) -> str:
        found = self.titles.get(column)
        return found.type.name if found is not None else "text"

    def passages(
        self, evidence: Sequence[tuple[records.Link, records.EvidenceRow]], clue: records.Clue
    ) -> tuple[content.Passage, ...]:
        """Passages in the documents' order; those that only say whose and where come last."""
        marks: defaultdict[str, dict[Mark, bool]] = defaultdict(dict)
        telling = telling_columns(clue, self.bundle.reasons.get(clue.id, ()))
        for link, row in evidence:
            doc_id = str(row.values.get("doc_id", ""))
            places = {column: (span,) for column, span in row.spans.items()} | dict(row.passages)
            for column, spans in places.items():
                for span in spans:
                    mark = (span, self.title_in(link.input, column))
                    marks[doc_id][mark] = marks[doc_id].get(mark, False) or column in telling
        found = [
            passage
            for doc_id, said in marks.items()
            if doc_id in self.bundle.documents
            for passage in cut(
                self.bundle.documents[doc_id], said, self.masker, self.names.get(doc_id, ())
            )
        ]
        return tuple(sorted(found, key=lambda passage: not passage.telling))

    def title_in(self, input_name: str, column: str) -> Title:
        found = self.column(input_name, column)
        return found.title if found is not None else Title(column, column)

    def evidence(
        self, evidence: Sequence[tuple[records.Link, records.EvidenceRow]]
    ) -> Iterable[content.Evidence]:
        for name, rows in rows_by_input(evidence).items():
            shown, more = shown_rows(rows)
            version, table = self.bundle.manifest.tables[name], self.tables[name]
            columns = tuple(rows[0][1].values)
            yield content.Evidence(
                table=version.table,
                title=table.title if table is not None else Title(name, name),
                version=version_shown(version),
                source=source_of(version),
                columns=tuple(self.title_in(name, column) for column in columns),
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
        return show(row.values.get(column), kind, self.masker, self.column(name, column))

    def key_of(self, one: records.Searched) -> Title:
        """The key that was searched for: column and value."""
        pairs = []
        for column, text in searched_key(one.key):
            found = self.column(one.input, column)
            kind = found.type.name if found is not None else "text"
            pairs.append((self.title_in(one.input, column), show(text, kind, self.masker, found)))
        return Title(
            "，".join(f"{title.zh} {value.zh}" for title, value in pairs),
            ", ".join(f"{title.en} {value.en}" for title, value in pairs),
        )

    def version_of(self, one: records.Searched) -> str:
        version = self.bundle.manifest.tables.get(one.input)
        return one.version[:12] if version is None else version_shown(version)

    def searched(self, one: records.Searched) -> Title:
        table = self.tables.get(one.input)
        name = table.title if table is not None else Title(one.table, one.table)
        key = self.key_of(one)
        window = f"{one.window_from or '…'} – {one.window_to or '…'}"
        return Title(
            f"{name.zh}（{self.version_of(one)}），{window}，{key.zh}",
            f"{name.en} ({self.version_of(one)}), {window}, {key.en}",
        )


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
        for front in (clue.organ or "—", _case_number(clue) or "—"):
            rest = rest.removeprefix(front).lstrip(" ，,：:") if front else rest
        return rest or text

    return Title(bare(title.zh), bare(title.en))


def _case_number(clue: records.Clue) -> str:
    """The case number among the clue's values: the first column that is one."""
    for column, value in clue.values.items():
        if clue.types.get(column) == "case_number" and value:
            return str(value)
    return ""
