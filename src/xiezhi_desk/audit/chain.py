"""The text of an entry and its two hashes, each over both hashes of the entry before."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from cryptography.hazmat.primitives import hashes

if TYPE_CHECKING:
    from xiezhi_desk.audit.records import Entry

__all__ = ["START", "Link", "link_of", "plain"]


class Link(NamedTuple):
    """A place in the chain: a number and its two hashes."""

    number: int
    sm3: str
    sha256: str


START = Link(0, "", "")
"""Before the first entry."""


def plain(value: Any) -> Any:
    """A value as both databases give it back: no floats, no NUL, nothing JSON lacks."""
    if isinstance(value, dict):
        return {plain(str(key)): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    return str(value).replace("\0", "").encode("utf8", "replace").decode("utf8")


def _digest(algorithm: hashes.HashAlgorithm, text: bytes) -> str:
    digest = hashes.Hash(algorithm)
    digest.update(text)
    return digest.finalize().hex()


def link_of(entry: Entry, before: Link) -> Link:
    """The place an entry takes after another.

    Args:
        entry: Saved or not; its own hashes are not looked at.
        before: The place of the entry before it, or ``START``.
    """
    said = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "person": entry.person_id,
        "who": entry.who,
        "office": entry.office,
        "address": entry.address,
        "action": entry.action,
        "thing": entry.thing,
        "within": entry.within,
        "reason": entry.reason,
        "details": entry.details,
        "before": [before.sm3, before.sha256],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return Link(entry.number, _digest(hashes.SM3(), text), _digest(hashes.SHA256(), text))
