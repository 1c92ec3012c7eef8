"""Offices of three levels and their departments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from xiezhi_desk.ui.words import lazy

__all__ = ["Department", "Level", "Line", "Office"]


class Level(models.TextChoices):
    """Level of an office."""

    PROVINCE = "province", lazy("省级院", "province")
    CITY = "city", lazy("市级院", "city")
    COUNTY = "county", lazy("县级院", "county")


class Line(models.TextChoices):
    """The four lines of prosecution; the same words as in the models."""

    CRIMINAL = "criminal", lazy("刑事检察", "criminal")
    CIVIL = "civil", lazy("民事检察", "civil")
    ADMINISTRATIVE = "administrative", lazy("行政检察", "administrative")
    PUBLIC_INTEREST = "public_interest", lazy("公益诉讼检察", "public interest")


class Office(models.Model):
    """A procuratorate.

    Attributes:
        code: Short name in addresses, for instance ``jiangnan``; the demonstration's are invented.
        division: Administrative division it supervises (6 digits, 2, 4 or 6 of them telling).
        path: Codes from the province down, ``/prov/city/county/``: a subtree is a prefix.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, unique=True)
    name_en = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    division = models.CharField(max_length=6, blank=True)
    path = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=Q(level="province", parent=None)
                | ~Q(level="province") & Q(parent__isnull=False),
                name="office_province_is_the_root",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department of an office; ``line`` is empty for case management and the technicians."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=80)
    line = models.CharField(max_length=20, choices=Line, blank=True)

    class Meta:
        ordering = ("office", "name")
        constraints = (models.UniqueConstraint(fields=("office", "name"), name="department_once"),)

    def __str__(self) -> str:
        return self.name
