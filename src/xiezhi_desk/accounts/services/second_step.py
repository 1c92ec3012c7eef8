"""The second step at sign-in: a code of the telephone (TOTP) or a recovery code used once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils.crypto import constant_time_compare

from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["activate", "check", "codes", "has", "new_codes", "new_secret", "picture", "remove"]


def has(person: Person) -> bool:
    """Whether the person has set it up."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


def new_secret() -> str:
    """A secret for a telephone to scan."""
    return str(generate_totp_secret())


def picture(person: Person, secret: str) -> str:
    """The secret as a QR code: SVG markup made here, from nothing a person typed."""
    adapter = get_adapter()
    return str(adapter.build_totp_svg(adapter.build_totp_url(person, secret)))


def _counter(secret: str, code: str) -> int | None:
    """The moment's counter whose code this is."""
    typed = "".join(code.split())
    for counter in yield_hotp_counters_from_time():
        if constant_time_compare(format_hotp_value(hotp_value(secret, counter)), typed):
            return int(counter)
    return None


@transaction.atomic
def activate(person: Person, secret: str, code: str, *, now: datetime) -> list[str] | None:
    """Set it up once the telephone shows the right code.

    Returns:
        The recovery codes, to be printed; None when the code was wrong.
    """
    counter = _counter(secret, code)
    if counter is None:
        return None
    Authenticator.objects.filter(user=person).delete()
    made = TOTP.activate(person, secret).instance
    made.data["last"] = counter
    made.save(update_fields=("data",))
    record(by=person, action="person.second_step_set", thing=f"person:{person.number}", now=now)
    return [str(code) for code in RecoveryCodes.activate(person).generate_codes()]


@transaction.atomic
def check(person: Person, code: str, *, now: datetime) -> bool:
    """Whether a code is right; each is taken once, whichever process sees it."""
    kept = (
        Authenticator.objects.select_for_update()
        .filter(user=person, type=Authenticator.Type.TOTP)
        .first()
    )
    if kept is None:
        return False
    counter = _counter(decrypt(kept.data["secret"]), code)
    if counter is not None:
        if counter <= kept.data.get("last", 0):
            return False
        kept.data["last"] = counter
        kept.last_used_at = now
        kept.save(update_fields=("data", "last_used_at"))
        return True
    spare = Authenticator.objects.filter(
        user=person, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    if spare is None or not RecoveryCodes(spare).validate_code(code):
        return False
    record(by=person, action="person.recovery_used", thing=f"person:{person.number}", now=now)
    return True


def codes(person: Person) -> list[str]:
    """The recovery codes not used yet."""
    spare = Authenticator.objects.filter(
        user=person, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return [str(one) for one in RecoveryCodes(spare).get_unused_codes()] if spare else []


@transaction.atomic
def new_codes(person: Person, *, now: datetime) -> list[str]:
    """Ten new recovery codes; the old ones stop working."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    record(by=person, action="person.recovery_renewed", thing=f"person:{person.number}", now=now)
    return [str(one) for one in RecoveryCodes.activate(person).generate_codes()]


@transaction.atomic
def remove(person: Person, *, by: Person, now: datetime) -> None:
    """Take it away: a lost telephone. Who must have it is asked to set it up anew."""
    Authenticator.objects.filter(user=person).delete()
    record(by=by, action="person.second_step_removed", thing=f"person:{person.number}", now=now)
