"""Offices of three levels, their departments, the people and their duties."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from xiezhi_desk.ui.words import lazy

__all__ = ["Department", "Duty", "DutyKind", "Handover", "Level", "Line", "Office", "Person"]


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


class DutyKind(models.TextChoices):
    """What a person is charged with. The last three exclude every other duty (等保三员分立)."""

    PROSECUTOR = "prosecutor", lazy("检察官", "prosecutor")
    ASSISTANT = "assistant", lazy("检察官助理", "assistant")
    CLUE_MANAGER = "clue_manager", lazy("案管人员", "clue manager")
    MODEL_MAKER = "model_maker", lazy("模型建设人员", "model maker")
    DATA_STEWARD = "data_steward", lazy("数据管理员", "data steward")
    CHIEF = "chief", lazy("院领导", "chief")
    SYSTEM_ADMIN = "system_admin", lazy("系统管理员", "system administrator")
    SECURITY_ADMIN = "security_admin", lazy("安全管理员", "security administrator")
    AUDIT_ADMIN = "audit_admin", lazy("审计管理员", "audit administrator")


ADMIN_DUTIES = (DutyKind.SYSTEM_ADMIN, DutyKind.SECURITY_ADMIN, DutyKind.AUDIT_ADMIN)


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


class Person(AbstractUser):
    """Somebody who signs in. A leaver is disabled, never deleted: the trail names them."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=60)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="people")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    language = models.CharField(max_length=10, default="zh-hans")
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=200, blank=True)
    weekly_capacity = models.PositiveSmallIntegerField(default=20)

    def __str__(self) -> str:
        return self.name or self.username


class Duty(models.Model):
    """A duty of a person, from a day, perhaps until a day; over one line or over all (empty)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=20, choices=DutyKind)
    line = models.CharField(max_length=20, choices=Line, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "kind", "line"), name="duty_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Handover(models.Model):
    """A leaver's open work given to somebody else: what, to whom, by whom."""

    leaver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="handed_over"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="taken_over"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    moved = models.JSONField(default=dict)
