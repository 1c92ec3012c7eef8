"""Signing in: sessions, invitations, counts of tries, and what was typed when a session ended."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from xiezhi_desk.accounts.browsers import browser_said
from xiezhi_desk.ui.numbers import new_number

__all__ = ["HeldForm", "Invitation", "Sitting", "Tally"]

PERSON = settings.AUTH_USER_MODEL


class Sitting(AbstractBaseSession):
    """A session: Django's own row, with whose it is, since when and from where.

    Deleting the row ends the session at once.

    Attributes:
        number: Opaque, for the pages that list and end sessions; the key itself is never shown.
        how: ``password`` or the OpenID provider's id; empty before signing in.
    """

    number = models.CharField(max_length=12, blank=True, db_index=True)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, null=True, related_name="sittings")
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=40, blank=True)

    @property
    def where(self) -> str:
        """Browser and system in words; empty when neither is known."""
        return browser_said(self.browser)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that writes these rows."""
        return import_module(settings.SESSION_ENGINE).SessionStore


class Invitation(models.Model):
    """A one-time link by which a person sets their password; only its hash is kept."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class HeldForm(models.Model):
    """What a person sent when their session had just ended; given back after signing in again."""

    number = models.CharField(max_length=12, unique=True, default=new_number)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="held_forms")
    path = models.CharField(max_length=300)
    came_from = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=list)
    at = models.DateTimeField()


class Tally(models.Model):
    """How often something was done in the present window of time."""

    what = models.CharField(max_length=20)
    who = models.CharField(max_length=80)
    window = models.BigIntegerField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("what", "who"), name="tally_once"),)
