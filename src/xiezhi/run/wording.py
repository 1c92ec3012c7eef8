"""The words that go with a model's clues: law with its text, remedies, the model's own files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.evidence.canonical import table_digest
from xiezhi.evidence.manifest import LawCard
from xiezhi.rulebook.law import CitationError, Law
from xiezhi.rulebook.tables import Tables
from xiezhi.run.references import reference_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.compiled import Compiled
    from xiezhi.model.spec import Model
    from xiezhi.run.standing_rules import StandingRules

__all__ = ["law_cards", "model_files", "remedy_words", "rulebook_used"]

_FILES = ("model.yaml", "cases.yaml", "notes.md", "letter.md")


def law_cards(model: Model) -> tuple[LawCard, ...]:
    """Every citation of the model: its text, or the mark that it is unconfirmed."""
    return tuple(_card(entry.cite, entry.role) for entry in model.law)


def remedy_words(model: Model, rules: StandingRules) -> tuple[str, ...]:
    """The remedies in Chinese; a word the rulebook does not know stands for itself."""
    return tuple(rules.remedies.get(word, word) for word in model.remedy)


def model_files(model: Model, prose: Mapping[str, str]) -> dict[str, bytes]:
    """The files of ``model/``: what the model is, what it was tested with, how it reads.

    Args:
        model: Its folder is read; a file it lacks is left out.
        prose: The model as prose by language.
    """
    files = {}
    if model.folder:
        for name in _FILES:
            path = Path(model.folder) / name
            if path.is_file():
                files[name] = path.read_bytes()
    for item in model.inputs:  # a reader of the bundle has the standard tables only
        own = Tables.load().own_file(item.table)
        if own is not None:
            files[f"tables/{item.table}.yaml"] = own.read_bytes()
    if model.source:  # what was compiled, whatever became of the file since
        files["model.yaml"] = model.source.encode("utf8")
    files |= {f"explain.{lang}.txt": text.encode("utf8") for lang, text in prose.items() if text}
    return files


def rulebook_used(compiled: Compiled, law: tuple[LawCard, ...]) -> dict[str, object]:
    """The rulebook entries that a model stands on; their digest is part of the run key."""
    tables = Tables.load()
    used: dict[str, object] = {}
    for plan in compiled.inputs:
        if plan.kind == "reference":
            version = reference_version(plan)
            if version.memory is not None:
                used[f"dated/{plan.table}"] = table_digest(plan.table, version.memory)
            continue
        table = tables[plan.table]
        used[f"tables/{plan.table}"] = {
            "columns": {one.name: one.type.column_type for one in plan.columns},
            "key": list(table.key),
            "event": table.event,
            "coverage_date": table.coverage_date,
        }
    used["law"] = {
        card.cite: {
            "text": card.text,
            "confirmed": card.confirmed,
            "since": card.since,
            "until": card.until,
        }
        for card in law
    }
    return used


def _card(cite: str, role: str) -> LawCard:
    try:
        found = Law.load().cite(cite)
    except CitationError:
        # the check of models refuses it; a run of an unchecked one says it is unconfirmed
        return LawCard(cite=cite, role=role, confirmed=False)
    return LawCard(
        cite=cite,
        role=role,
        confirmed=found.checked,
        title=found.show(),
        text=found.text,
        since=found.since,
        until=found.until - timedelta(days=1) if found.until else None,
    )
