"""The trail: who did what to what, when, why; chained by hash, appended only."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["Entry", "Head"]


class Entry(models.Model):
    """One act. Rows are never changed or deleted: triggers refuse it.

    Attributes:
        number: 1, 2, 3 … without a gap.
        action: Dotted word, ``clue.opened``, ``clue.uncovered``, ``export.approved`` …
        thing: What it was done to, ``clue:7QK2M4XW9A``; one query answers who looked at it.
        within: The clue or case the act belongs to, when the thing is a part of it.
        sm3, sha256: Over the entry's canonical text and the previous entry's two hashes.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    who = models.CharField(max_length=120)
    office = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    thing = models.CharField(max_length=120, blank=True)
    within = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    sm3 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("thing", "-number"), name="audit_thing"),
            models.Index(fields=("within", "-number"), name="audit_within"),
            models.Index(fields=("person", "-number"), name="audit_person"),
            models.Index(fields=("action", "-number"), name="audit_action"),
            models.Index(fields=("at",), name="audit_at"),
        )


class Head(models.Model):
    """The last number and hashes; one row, locked while an entry is appended."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    sm3 = models.CharField(max_length=64, default="")
    sha256 = models.CharField(max_length=64, default="")
