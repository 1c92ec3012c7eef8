"""What a bundle says about itself, as the desk keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi.evidence.disposal import disposals_of
from xiezhi.rulebook.tables import Tables
from xiezhi_desk.library.bundles.records import BundleCard

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.evidence.bundle import Bundle
    from xiezhi.evidence.manifest import TableVersion
    from xiezhi.evidence.signature import SignatureState

__all__ = ["card_of"]

_SIGNATURES = {"trusted": "valid"}


def card_of(bundle: Bundle, signature: SignatureState) -> BundleCard:
    """The card of a bundle.

    Args:
        bundle: Opened; its manifest follows the schema.
        signature: What was found about its signature.

    Raises:
        ValueError: The record of disposals is spoilt.
    """
    manifest = bundle.manifest
    model = manifest.model
    return BundleCard(
        model=model.id,
        version=model.version,
        logic=model.hash,
        title_zh=model.title["zh"],
        title_en=model.title["en"],
        line=model.line,
        status=model.status,
        purpose=model.purpose,
        sensitivity=model.sensitivity,
        grade=model.grade,
        organ_zh=model.organ["zh"],
        organ_en=model.organ["en"],
        duty_zh=model.duty["zh"],
        duty_en=model.duty["en"],
        run_key=manifest.run_key.key,
        content_hash=manifest.content_hash,
        as_of=manifest.as_of,
        issuer=signature.issuer,
        signature=_SIGNATURES.get(signature.state, signature.state),
        counts={name: getattr(manifest.counts, name) for name in manifest.counts.__slots__},
        tables={name: _table(version) for name, version in manifest.tables.items()},
        documents=manifest.documents,
        notes=manifest.notes,
        bundle_version=manifest.bundle_version,
        run=dict(bundle.run),
        disposed=[
            {
                "id": one.id,
                "at": one.at,
                "by": one.by,
                "reason": one.reason,
                "table": one.table,
                "rows": one.rows,
                "clues": one.clues,
            }
            for one in disposals_of(bundle.folder)
        ],
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _table(version: TableVersion) -> dict[str, Any]:
    tables = Tables.load()
    title = tables[version.table].title if version.table in tables else None
    return {
        "table": version.table,
        "title_zh": title.zh if title is not None else version.table,
        "title_en": title.en if title is not None else version.table,
        "version": version.version,
        "number": version.number,
        "rows": version.rows,
        "rows_of": version.rows_of,
        "data_as_of": _iso(version.data_as_of),
        "coverage": [
            [part.scope, _iso(part.covers_from), _iso(part.covers_to)] for part in version.coverage
        ],
        "contracts": [
            {
                "id": one.id,
                "provider": one.provider,
                "purposes": list(one.purposes),
                "valid_until": _iso(one.valid_until),
            }
            for one in version.terms
        ],
    }
