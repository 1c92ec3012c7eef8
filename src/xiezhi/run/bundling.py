"""Put together what a run found: clues, evidence, documents, counts; protected, then written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.evidence.canonical import canonical_json, canonical_text, column_texts
from xiezhi.evidence.manifest import ModelCard
from xiezhi.evidence.sameness import evidence_hashes
from xiezhi.evidence.tables import LINKS, SEARCHED
from xiezhi.evidence.writing import BundleContent, json_text
from xiezhi.run.cluing import clue_table, reason_table
from xiezhi.run.counting import funnel_of
from xiezhi.run.execute import execute
from xiezhi.run.offering import offer_inputs
from xiezhi.run.papers import document_table
from xiezhi.run.protecting import cover_unused_numbers, sealed_clues, unused_numbers
from xiezhi.run.provenance import table_version
from xiezhi.run.tracing import trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xiezhi.engine.base import Session
    from xiezhi.evidence.clue import OfficeKey
    from xiezhi.evidence.manifest import LawCard
    from xiezhi.model.adjust import Suppression
    from xiezhi.run.execute import Executed
    from xiezhi.run.planning import RunPlan
    from xiezhi.run.protecting import Withheld
    from xiezhi.run.tracing import Evidence
    from xiezhi.shelf.catalogue import Version

__all__ = ["Wording", "run_content"]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a bundle says in words beside the facts.

    Attributes:
        law: The citations with their texts.
        remedy: Wording of what may follow.
        files: Content by name of the files in ``model/`` (model, stories, notes, prose).
        suppressions: What the office does not want to see again.
        local: Ids of exclusions that the office added.
    """

    law: tuple[LawCard, ...] = ()
    remedy: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    suppressions: Sequence[Suppression] = ()
    local: frozenset[str] = frozenset()


def run_content(
    session: Session,
    plan: RunPlan,
    office: OfficeKey,
    wording: Wording,
    run: Mapping[str, Any],
    workdays: pa.Table | None = None,
) -> BundleContent:
    """Run one model and put its bundle together.

    Args:
        session: Open on the files of the catalogue; relations of other models withdrawn.
        plan: The model, its versions, the run key.
        office: The secret behind the clue ids.
        wording: Law, remedy, model files.
        run: ``run.json`` without the seconds.
        workdays: The relation ``_workday``.

    Raises:
        BrokenPromiseError: The data break a promise of the model.
        EngineError: A statement failed.
    """
    compiled = plan.compiled
    offer_inputs(session, compiled, plan.versions, workdays)
    executed = execute(session, compiled, judgements=plan.judgements)
    evidence = trace(session, compiled, plan.versions, executed.traced)
    withheld = sealed_clues(session, executed.clues, evidence, plan.related.get("judgment_party"))
    kept = _kept(executed, evidence, withheld)
    rows = cover_unused_numbers({**kept.rows, "": kept.clues}, unused_numbers(compiled))
    kept = replace(kept, clues=rows.pop(""))
    clues = clue_table(compiled, kept.clues, office, wording.remedy, wording.suppressions)
    clues = _flagged(clues, kept.clues, withheld)
    ids = clues.column("clue")
    links = _links(kept, ids)
    clues = _with_evidence(clues, evidence_hashes(clues, links, rows))
    documents = document_table(session, rows, plan.related.get("document"), plan.documents)
    return BundleContent(
        model=_card(plan, wording),
        run_key=plan.run_key,
        as_of=compiled.as_of,
        parameters={name: canonical_text(value) for name, value in compiled.parameters},
        tables={name: table_version(plan, name, rows.get(name)) for name in plan.versions},
        clues=clues,
        reasons=reason_table(compiled, kept.clues, ids.to_pylist()),
        rows=rows,
        links=links,
        searched=_searched(executed, kept, plan.versions, ids),
        documents=documents,
        funnel=funnel_of(compiled, executed.counts, wording.local),
        office_key=office.version,
        documents_mode=plan.documents,
        run={**run, "phases": {name: round(s, 4) for name, s in executed.seconds.items()}},
        model_files=_files(plan, wording),
        notes=(*plan.notes, *executed.notes, *_withheld_note(withheld)),
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """Clue rows that remain, with their links and evidence rows."""

    clues: pa.Table
    links: pa.Table
    rows: Mapping[str, pa.Table]


def _kept(executed: Executed, evidence: Evidence, withheld: Withheld) -> _Kept:
    clues = executed.clues.sort_by("_clue")
    if not withheld.dropped:
        return _Kept(clues, evidence.links, evidence.rows)
    dropped = pa.array(sorted(withheld.dropped), pa.int64())
    clues = clues.filter(pc.invert(pc.is_in(clues.column("_clue"), dropped)))
    links = evidence.links
    links = links.filter(pc.invert(pc.is_in(links.column("_clue"), dropped)))
    rows = {}
    for name, table in evidence.rows.items():
        cited = links.filter(pc.equal(links.column("input"), name)).column("_row")
        rows[name] = table.filter(pc.is_in(table.column("_row"), pc.unique(cited)))
    return _Kept(clues, links, rows)


def _withheld_note(withheld: Withheld) -> tuple[str, ...]:
    number = len(withheld.dropped)
    return (f"clues withheld because they stand on sealed records: {number}",) if number else ()


def _flagged(clues: pa.Table, rows: pa.Table, withheld: Withheld) -> pa.Table:
    if not withheld.flagged:
        return clues
    index = clues.column_names.index("flags")
    flags = [
        [*flags, "sealed"] if number in withheld.flagged else flags
        for flags, number in zip(
            clues.column("flags").to_pylist(), rows.column("_clue").to_pylist(), strict=True
        )
    ]
    return clues.set_column(
        index, clues.schema.field(index), pa.array(flags, pa.list_(pa.string()))
    )


def _links(kept: _Kept, ids: pa.ChunkedArray) -> pa.Table:
    """Links by clue id in place of the run's numbers."""
    places = pc.index_in(kept.links.column("_clue"), kept.clues.column("_clue"))
    columns = {"clue": ids.take(places)}
    columns |= {name: kept.links.column(name) for name in LINKS.names[1:]}
    return pa.table(columns).cast(LINKS)


def _with_evidence(clues: pa.Table, hashes: list[str]) -> pa.Table:
    index = clues.column_names.index("evidence")
    return clues.set_column(index, clues.schema.field(index), pa.array(hashes, pa.string()))


def _searched(
    executed: Executed, kept: _Kept, versions: Mapping[str, Version], ids: pa.ChunkedArray
) -> pa.Table:
    found = executed.traced.searched
    if found is None:
        return SEARCHED.empty_table()
    places = pc.index_in(found.column("_clue"), kept.clues.column("_clue"))
    found = found.append_column("clue", ids.take(places))
    found = found.filter(pc.is_valid(found.column("clue")))
    names = [[one.strip() for one in text.split(",")] for text in found.column("input").to_pylist()]
    tables = [", ".join(versions[one].table for one in group) for group in names]
    stands = [", ".join(versions[one].name for one in group) for group in names]
    columns = {
        "table": pa.array(tables, pa.string()),
        "version": pa.array(stands, pa.string()),
        "key": column_texts(found.column("key")),
    }
    columns |= {name: found.column(name) for name in SEARCHED.names if name not in columns}
    return pa.table({name: columns[name] for name in SEARCHED.names}).cast(SEARCHED)


def _card(plan: RunPlan, wording: Wording) -> ModelCard:
    model = plan.model
    key = {"subject": model.clue.key.subject}
    for part in ("organ", "episode"):
        column = getattr(model.clue.key, part)
        key[part] = (column,) if column else ()
    return ModelCard(
        id=model.id,
        version=model.version,
        hash=plan.model_hash,
        line=model.line,
        status=model.status,
        grade=model.grade,
        sensitivity=model.sensitivity,
        purpose=model.purpose,
        title={"zh": model.title.zh, "en": model.title.en},
        point={"zh": model.point.zh, "en": model.point.en},
        organ={"zh": model.supervises.organ.zh, "en": model.supervises.organ.en},
        duty={"zh": model.supervises.duty.zh, "en": model.supervises.duty.en},
        law=wording.law,
        remedy=wording.remedy,
        key=key,
    )


def _files(plan: RunPlan, wording: Wording) -> dict[str, bytes]:
    files = dict(wording.files)
    files["rulebook.json"] = json_text(json.loads(canonical_json(plan.rulebook))).encode("utf8")
    if plan.adjustments:
        files["adjustments.yaml"] = plan.adjustments.encode("utf8")
    return files
