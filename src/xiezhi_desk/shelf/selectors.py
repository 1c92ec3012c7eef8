"""Reading what was handed in, within a person's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.shelf.records import Upload

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["find_upload", "uploads"]


def uploads(access: PersonAccess) -> QuerySet[Upload]:
    """Files handed in by the person's office, newest first."""
    office = getattr(access.person, "office_id", None)
    return Upload.objects.filter(office=office).select_related("by", "job")


def find_upload(access: PersonAccess, number: str) -> Upload | None:
    """A file of the person's office."""
    return uploads(access).filter(number=number).first()
