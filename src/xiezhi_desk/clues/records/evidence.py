"""What proves a clue: source rows, which row as what, documents with their passages.

A bundle brings hundreds of thousands of these in one transaction, each naming rows of the same
bundle, and nobody else writes them: the database does not check each reference (a third of the
import's time on PostgreSQL). Deleting goes through Django, which follows them.
"""

from __future__ import annotations

from django.db import models

from xiezhi_desk.clues.records.clue import Sighting
from xiezhi_desk.runs.records import Bundle

__all__ = ["Document", "EvidenceLink", "EvidenceRow"]


class EvidenceRow(models.Model):
    """A source row of an agency's table, once a bundle: under its immutable origin.

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
    input = models.CharField(max_length=60)
    row = models.CharField(max_length=120)
    doc_id = models.CharField(max_length=80, blank=True)
    said = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("bundle", "input", "row"), name="evidence_row_once"),
        )


class EvidenceLink(models.Model):
    """A row is evidence of a clue in a step, as what (event, expected, extreme, …)."""

    sighting = models.ForeignKey(
        Sighting, on_delete=models.CASCADE, related_name="links", db_constraint=False
    )
    row = models.ForeignKey(
        EvidenceRow,
        on_delete=models.CASCADE,
        related_name="links",
        db_index=False,
        db_constraint=False,
    )
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=30)


class Document(models.Model):
    """A document that evidence cites, once a bundle; ``said`` as ``library`` packs it."""

    bundle = models.ForeignKey(
        Bundle,
        on_delete=models.CASCADE,
        related_name="documents",
        db_index=False,
        db_constraint=False,
    )
    doc_id = models.CharField(max_length=80)
    said = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("bundle", "doc_id"), name="document_once"),)
