"""The key a desk signs its own bundles with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.evidence.signature import SigningKey
from xiezhi_desk.library.problems import door

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["create", "public_of"]


def create(issuer: str, path: Path) -> str:
    """Make a key (PEM, for its owner only).

    Args:
        issuer: The office's name, as its signatures say it.
        path: Where; must not be there yet.

    Returns:
        The public key in base64, for other offices' lists.

    Raises:
        DoorError: It is there already, or cannot be written.
    """
    with door(path.parent):
        return SigningKey.create(issuer, path).public_text


def public_of(path: Path) -> str:
    """The public key (base64) of a private one.

    Raises:
        DoorError: The file cannot be read, or is no such key.
    """
    with door(path.parent):
        return SigningKey.load("", path).public_text
