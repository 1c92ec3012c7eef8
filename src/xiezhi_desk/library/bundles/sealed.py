"""Bundles that somebody sealed for this office: known by their first line, opened by passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.evidence.seal import is_sealed
from xiezhi.evidence.seal import unseal as open_seal
from xiezhi_desk.library.problems import door

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["is_sealed", "unseal"]


def unseal(path: Path, target: Path, passphrase: str) -> None:
    """Open a sealed bundle into a folder; nothing is there unless all of it is authentic.

    Args:
        path: The sealed file.
        target: The folder to make.
        passphrase: As the issuing office told it.

    Raises:
        DoorError: No sealed bundle, a wrong passphrase, a changed byte, no room.
    """
    with door(path.parent):
        open_seal(path, target, passphrase)
