"""What proves a clue: source rows, and documents with their passages.

A bundle brings hundreds of thousands of these in one transaction, each naming rows of the same
bundle, and nobody else writes them: the database does not check each reference (a third of the
import's time on PostgreSQL). Deleting goes through Django, which follows them.
"""

from __future__ import annotations

from django.db import models

from xiezhi_desk.clues.records.packs import PackField
from xiezhi_desk.runs.records import Bundle

__all__ = ["DOC", "INPUT", "ROW", "Document", "EvidenceRow"]

INPUT, ROW, DOC = 60, 120, 80
"""How long an input's name, a row's number and a document's are kept; a sound bundle has none that
is longer."""


class EvidenceRow(models.Model):
    """A source row of an agency's table, once a bundle: under its immutable origin.

    Which clue it proves, and as what, is said by ``Sighting.links``.

    Attributes:
        said: Values, types and spans as ``library`` packs them; None after disposal.
    """

    bundle = models.ForeignKey(
        Bundle,
        on_delete=models.CASCADE,
        related_name="evidence_rows",
        db_index=False,
        db_constraint=False,
    )
    input = models.CharField(max_length=INPUT)
    row = models.CharField(max_length=ROW)
    doc_id = models.CharField(max_length=DOC, blank=True)
    said = PackField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("bundle", "row", "input"), name="evidence_row_once"),
        )


class Document(models.Model):
    """A document that evidence cites, once a bundle; ``said`` as ``library`` packs it."""

    bundle = models.ForeignKey(
        Bundle,
        on_delete=models.CASCADE,
        related_name="documents",
        db_index=False,
        db_constraint=False,
    )
    doc_id = models.CharField(max_length=DOC)
    said = PackField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("bundle", "doc_id"), name="document_once"),)
