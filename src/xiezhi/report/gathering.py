"""From run bundles to a report: titles rendered, names covered, passages cut."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from xiezhi.evidence.bundle import BundleError, bundle_folders, open_bundle
from xiezhi.kernel.errors import Problem
from xiezhi.report import content
from xiezhi.report.describing import model_part
from xiezhi.report.masking import Masker, names_in
from xiezhi.report.part import Part, Proof, case_number_behind

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xiezhi.evidence.bundle import Bundle

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
    parts = [Part(bundle) for bundle in bundles]
    days = [bundle.manifest.as_of for bundle in bundles if bundle.manifest.as_of]
    return content.Report(
        name=run.resolve().name,
        models=tuple(model_part(part.bundle, part.spec) for part in parts),
        clues=tuple(clue for part in parts for clue in _clues(part, masker, names, numbers)),
        reading=_reading(index),
        not_run=_not_run(index),
        as_of=max(days) if days else None,
        made=made,
        facts=_facts(bundles),
        reveal=reveal,
    )


def _clues(
    part: Part,
    masker: Masker,
    names: Mapping[str, frozenset[str]],
    numbers: Mapping[str, str],
) -> Iterator[content.Clue]:
    """Every clue of a bundle, told from the bundle's own rows."""
    bundle = part.bundle
    for clue in bundle.clues:
        evidence = bundle.evidence_of(clue.id)
        proof = Proof(
            evidence=evidence,
            reasons=bundle.reasons.get(clue.id, ()),
            searched=bundle.searched.get(clue.id, ()),
            documents=bundle.documents,
            names=names,
            number=case_number_behind(evidence, numbers),
        )
        yield part.clue(clue, proof, masker)


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
        {
            f"{t.table} {t.number or t.version}"
            for bundle in bundles
            for t in bundle.manifest.tables.values()
        }
    )
    return (("engine", "、".join(engines)), ("tables", "、".join(tables)))
