"""The list of offices whose signature is believed; the security administrator keeps it."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from xiezhi_desk.audit.services import record
from xiezhi_desk.library.signing import create, public_of
from xiezhi_desk.runs.problems import Refused, problem
from xiezhi_desk.runs.records import TrustedOffice

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Office, Person
    from xiezhi_desk.library.runs import Signing

__all__ = ["believe", "own_key", "signing", "trust"]


OWN_KEY = "signing.pem"


def trust(issuer: str, public_key: str, *, by: Person | None, now: datetime) -> TrustedOffice:
    """Believe the signature of an office; a key already there for the name is replaced.

    Raises:
        Refused: The text is no Ed25519 public key (32 bytes in base64).
    """
    public_key = "".join(public_key.split())
    _check(public_key)
    with transaction.atomic():
        one, made = TrustedOffice.objects.update_or_create(
            issuer=issuer.strip(),
            defaults={"public_key": public_key, "active": True},
            create_defaults={
                "public_key": public_key,
                "active": True,
                "added_by": by,
                "added_at": now,
            },
        )
        action = "trust.added" if made else "trust.key_changed"
        record(by=by, action=action, thing=f"trust:{one.pk}", now=now)
    return one


def believe(one: TrustedOffice, *, active: bool, by: Person, now: datetime) -> TrustedOffice:
    """Withdraw trust from an office, or give it back. Bundles already here stay as they are."""
    with transaction.atomic():
        one.active = active
        one.save(update_fields=["active"])
        action = "trust.returned" if active else "trust.withdrawn"
        record(by=by, action=action, thing=f"trust:{one.pk}", now=now)
    return one


def own_key(office: Office, now: datetime) -> TrustedOffice:
    """The key this desk signs its own bundles with: made once, believed here from then on."""
    path = Path(settings.HOME) / OWN_KEY
    if not path.is_file():
        create(office.name, path)
    known = TrustedOffice.objects.filter(public_key=public_of(path)).first()
    return known or trust(office.name, public_of(path), by=None, now=now)


def signing() -> Signing | None:
    """How bundles made here are signed; None while there is no key."""
    from xiezhi_desk.library.runs import Signing

    path = Path(settings.HOME) / OWN_KEY
    if not path.is_file():
        return None
    own = TrustedOffice.objects.filter(public_key=public_of(path), active=True).first()
    return Signing(own.issuer, path) if own else None


def _check(public_key: str) -> None:
    try:
        good = len(base64.b64decode(public_key, validate=True)) == 32
    except (binascii.Error, ValueError):
        good = False
    if not good:
        raise Refused(
            [
                problem(
                    ("这不是签名公钥。", "This is no public key."),
                    ("公钥是 Base64 写的 32 字节（44 个字符）。",
                     "It is 32 bytes written in base64 (44 characters)."),
                    ("请向发卷宗包的院索取公钥。", "Ask the issuing office for its public key."),
                    code="trust-key",
                )
            ]
        )  # fmt: skip
