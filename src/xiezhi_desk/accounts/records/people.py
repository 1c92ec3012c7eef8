"""The people, their duties, and a leaver's work handed over."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from xiezhi_desk.accounts.records.organisation import Department, Line, Office
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.words import lazy

__all__ = ["ADMIN_DUTIES", "Duty", "DutyKind", "Handover", "Person"]


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


class Person(AbstractUser):
    """Somebody who signs in. A leaver is disabled, never deleted: the trail names them.

    Attributes:
        number: Opaque, for addresses and the trail.
        must_change_password: Somebody else chose it; the next sign-in asks for another.
        duties_read: Duties that were read along with the person, past and future ones too.
    """

    duties_read: tuple[Duty, ...] | None = None
    number = models.CharField(max_length=12, unique=True, default=new_number, editable=False)
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
    """A duty of a person, from a day, perhaps until a day; over one line or over all (empty).

    One of ``ADMIN_DUTIES`` never overlaps another duty of the person: a trigger refuses it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=20, choices=DutyKind)
    line = models.CharField(max_length=20, choices=Line, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "kind", "line", "since"), name="duty_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="duty_ends_after_it_begins",
            ),
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
