"""Kept counters and the two-character index that make lists and searches quick."""

from __future__ import annotations

from django.db import models

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.clues.records.clue import Clue

__all__ = ["Count", "Gram"]


class Gram(models.Model):
    """Two neighbouring characters of a clue's searchable words: organ, act, number, model.

    Names of persons affected are never indexed: a search is no dossier of a person.
    """

    gram = models.CharField(max_length=2)
    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="grams")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("gram", "clue"), name="gram_once"),)


class Count(models.Model):
    """How many unrestricted clues an office has, by state, line, model, grade; always kept."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="counts")
    line = models.CharField(max_length=20)
    model = models.CharField(max_length=120)
    grade = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("office", "line", "model", "grade", "state"), name="count_once"
            ),
        )
