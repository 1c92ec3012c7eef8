"""What came of a bundle: how many clues were new, the same, changed, gone."""

from __future__ import annotations

from django.db import models

from xiezhi_desk.runs.records import Bundle

__all__ = ["Arrival"]


class Arrival(models.Model):
    """The taking in of one bundle.

    Attributes:
        scope: What the run looked at, as far as it decides whether a missing clue is *gone*.
        late: An older run than one already taken in: it adds and says nothing of *gone*.
        compared: Whether an earlier run of the same scope was there to compare with.
    """

    bundle = models.OneToOneField(Bundle, on_delete=models.CASCADE, related_name="arrival")
    scope = models.JSONField(default=dict)
    late = models.BooleanField(default=False)
    compared = models.BooleanField(default=False)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
