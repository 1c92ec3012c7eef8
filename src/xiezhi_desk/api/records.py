"""Tokens of the machine interface: only their hashes are kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["Token"]


class Token(models.Model):
    """A key with which a program acts as a person: same office, same duties, same rules.

    Attributes:
        digest: SHA-256 of the token; the token itself is shown once.
        only_read: It may not bring bundles in.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    only_read = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
