"""A bundle comes in: checked, kept, taken in by the rooms above; all of it or nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from xiezhi_desk.audit.services import record
from xiezhi_desk.library import bundles
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs import store
from xiezhi_desk.runs.problems import Refused, of_library, problem
from xiezhi_desk.runs.records import Bundle, TrustedOffice
from xiezhi_desk.runs.slots import bundle_received

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from xiezhi_desk.accounts.records import Office, Person
    from xiezhi_desk.library.bundles import BundleCard
    from xiezhi_desk.runs.records import Job

__all__ = ["receive_bundle", "trusted_keys", "verify_bundle"]


def trusted_keys() -> dict[str, str]:
    """Public key by office, for the signatures that are believed."""
    return dict(TrustedOffice.objects.filter(active=True).values_list("issuer", "public_key"))


def receive_bundle(
    folder: Path,
    how: str,
    by: Person | None,
    office: Office,
    now: datetime,
    job: Job | None = None,
) -> Bundle:
    """Take a bundle in; the same one twice is found, never doubled.

    It is copied first and the copy is checked, so nobody can change it in between. Its row, the
    rooms above (``slots.bundle_received``) and its folder come in one transaction.

    Args:
        folder: The bundle's folder; left as it is.
        how: ``run``, ``page``, ``command``, ``folder``.
        by: Who brings it; None for the watched folder.
        office: Whose bundle it is.
        now: The moment.
        job: The job that made or carried it.

    Returns:
        The bundle; its ``again`` is true when it was here already.

    Raises:
        Refused: It is forged, cut off, of another form, or the disk has no room.
    """
    with store.staged(folder) as draft:
        checked = bundles.check(draft, trusted_keys())
        card = checked.card
        if card is None or checked.problems:
            raise Refused([of_library(one) for one in checked.problems] or [_no_bundle(folder)])
        if known := _known(office, card):
            return known
        try:
            return _take_in(draft, card, how, by, office, now, job)
        except DoorError as error:
            raise Refused([of_library(one) for one in error.problems]) from error
        except IntegrityError:
            if known := _known(office, card):  # somebody brought the same in this moment
                return known
            raise


def verify_bundle(bundle: Bundle, by: Person | None, now: datetime) -> list[dict[str, Any]]:
    """Check a kept bundle's sums and signature again.

    Returns:
        What is wrong with it; empty when it is whole.
    """
    checked = bundles.check(store.folder_of(bundle.folder), trusted_keys())
    faults = [of_library(one) for one in checked.problems]
    with transaction.atomic():
        bundle.checked_at, bundle.faults = now, faults
        if checked.card is not None and not faults:
            bundle.signature, bundle.issuer = checked.card.signature, checked.card.issuer
        bundle.save(update_fields=["checked_at", "faults", "signature", "issuer"])
        record(
            by=by,
            action="bundle.verified",
            thing=f"bundle:{bundle.number}",
            details={"faults": len(faults)},
            now=now,
        )
    return faults


def _known(office: Office, card: BundleCard) -> Bundle | None:
    known = Bundle.objects.filter(
        office=office, run_key=card.run_key, content_hash=card.content_hash
    ).first()
    if known is not None:
        known.again = True
    return known


def _take_in(
    draft: Path,
    card: BundleCard,
    how: str,
    by: Person | None,
    office: Office,
    now: datetime,
    job: Job | None,
) -> Bundle:
    relative = store.name_of(office.code, draft)
    place: Path | None = None
    try:
        with transaction.atomic():
            bundle = _row(card, relative, how, by, office, now, job)
            place = store.put(draft, relative)
            opened = bundles.read(place)
            for take in bundle_received:
                take(bundle, opened)
            record(
                by=by,
                action="bundle.received",
                thing=f"bundle:{bundle.number}",
                details={"model": bundle.model, "how": how, "signature": bundle.signature},
                now=now,
            )
    except BaseException:
        if place is not None:
            shutil.rmtree(place, ignore_errors=True)
        raise
    return bundle


def _row(
    card: BundleCard,
    relative: str,
    how: str,
    by: Person | None,
    office: Office,
    now: datetime,
    job: Job | None,
) -> Bundle:
    return Bundle.objects.create(
        run_key=card.run_key,
        content_hash=card.content_hash,
        folder=relative,
        model=card.model,
        version=card.version,
        logic=card.logic,
        title_zh=card.title_zh,
        title_en=card.title_en,
        line=card.line,
        purpose=card.purpose,
        sensitivity=card.sensitivity,
        grade=card.grade,
        as_of=card.as_of,
        issuer=card.issuer,
        signature=card.signature,
        counts=card.counts,
        tables=card.tables,
        received=how,
        received_at=now,
        received_by=by,
        office=office,
        job=job,
        checked_at=now,
    )


def _no_bundle(folder: Path) -> dict[str, Any]:
    return problem(
        ("这不是卷宗包。", "This is no bundle."),
        ("没有 manifest.json。", "It has no manifest.json."),
        ("请选择含有 manifest.json 的文件夹。", "Choose a folder with a manifest.json."),
        where=folder.name,
        code="no-bundle",
    )
