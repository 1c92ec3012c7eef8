"""Requests to take something out of the desk: asked by one person, approved by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.clues.records.clue import Clue, Matter
from xiezhi_desk.ui.words import lazy

__all__ = ["Export"]

PERSON = settings.AUTH_USER_MODEL


class Export(models.Model):
    """One request; its number stands in every file made from it, seen and unseen.

    Attributes:
        chosen: Of a list: what was ticked or filtered, as the list's form sent it.
        many: How many clues it was about when it was asked for.
        masked: Whether names and numbers stay covered.
        office: Of who asked: the second person is of the same office.
        until: After this moment an approved request gives no file any more.
        downloads: How often the file was made; an approval is good for one.
        sha256: Of the file that was handed out.
    """

    class What(models.TextChoices):
        """What is taken out."""

        CLUE = "clue", lazy("线索卷（Word）", "dossier of a clue (Word)")
        MATTER = "matter", lazy("事项卷（各线索卷）", "dossiers of a matter's clues")
        CSV = "csv", lazy("线索清单（CSV）", "list of clues (CSV)")
        XLSX = "xlsx", lazy("线索清单（Excel）", "list of clues (Excel)")

    class State(models.TextChoices):
        """Where the request stands."""

        ASKED = "asked", lazy("待审批", "awaiting approval")
        APPROVED = "approved", lazy("已批准", "approved")
        REFUSED = "refused", lazy("未批准", "refused")
        WITHDRAWN = "withdrawn", lazy("已撤回", "withdrawn")

    number = models.CharField(max_length=12, unique=True)
    what = models.CharField(max_length=8, choices=What)
    clue = models.ForeignKey(Clue, on_delete=models.PROTECT, null=True, related_name="exports")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="exports")
    chosen = models.TextField(blank=True)
    many = models.PositiveIntegerField(default=1)
    masked = models.BooleanField(default=True)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="exports")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_reason = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True)
    downloads = models.PositiveSmallIntegerField(default=0)
    downloaded_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (
            models.Index(fields=("office", "state", "-asked_at"), name="export_office"),
            models.Index(fields=("asked_by", "-asked_at"), name="export_asker"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="export_second_person",
            ),
        )
