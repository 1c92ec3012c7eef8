"""Kept counters and the two-character index that make lists and searches quick."""

from __future__ import annotations

from django.db import models

from xiezhi_desk.accounts.records import Office

__all__ = ["Count", "Gram"]


class Gram(models.Model):
    """Which clues of a block have two neighbouring characters in their searchable words, or a fact.

    The words are organ, act, case number and the model's title. Names of persons affected are
    never indexed: a search is no dossier of a person. Facts (``clues.facts``) are what only a
    bundle says: model, line, grade, amount, days.

    Attributes:
        block: ``clue.id // bigrams.BLOCK``.
        bits: One bit a clue, the lowest first, packed by ``bigrams.pack``. A bit says *perhaps*:
            the words themselves are asked before a clue is shown.
    """

    gram = models.CharField(max_length=130)
    block = models.PositiveIntegerField()
    bits = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("gram", "block"), name="gram_once"),)


class Count(models.Model):
    """How many unrestricted clues an office has, by state, line, model, grade; always kept.

    Each clue is counted twice: under its model, and under no model (``""``), so that a province's
    sums read few rows. ``clues.services.counting`` writes it, nobody else.
    """

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="counts", db_index=False
    )
    line = models.CharField(max_length=20)
    model = models.CharField(max_length=120)
    grade = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    suppressed = models.BooleanField(default=False)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("model", "office", "line", "grade", "state", "suppressed"),
                name="count_once",
            ),
        )
