"""Hashes of data files, remembered as long as a file keeps its size and its time."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from xiezhi.shelf.catalogue import stamp_of

__all__ = ["FileHashes"]

_CHUNK = 4 << 20
_REMEMBERED = Path(".xiezhi") / "hashes.json"


class FileHashes:
    """SHA-256 of files of one folder.

    Hashes are remembered in ``.xiezhi/hashes.json`` of the folder when it can be written; a
    folder that cannot be written is hashed anew each time.

    Args:
        folder: The folder.
        trust_unchanged: Whether to use what is remembered.
    """

    def __init__(self, folder: Path, *, trust_unchanged: bool) -> None:
        self._path = folder / _REMEMBERED
        self._trust = trust_unchanged
        self._known = self._load()

    def of(self, path: Path) -> str:
        """The hash of a file's bytes.

        Raises:
            OSError: The file cannot be read.
        """
        mark = list(stamp_of(path))
        known = self._known.get(path.name)
        if self._trust and known is not None and known[:3] == mark:
            return str(known[3])
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        self._known[path.name] = [*mark, digest.hexdigest()]
        self._save()
        return digest.hexdigest()

    def remember(self, path: Path, digest: str) -> None:
        """Take down the hash of a file just written, so that it need not be read again."""
        self._known[path.name] = [*stamp_of(path), digest]
        self._save()

    def _load(self) -> dict[str, list[object]]:
        try:
            known = json.loads(self._path.read_text("utf8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _save(self) -> None:
        draft = self._path.with_suffix(f".{os.getpid()}.draft")
        try:
            self._path.parent.mkdir(exist_ok=True)
            draft.write_text(json.dumps(self._known), "utf8")
            draft.replace(self._path)
        except OSError:
            self._trust = False  # nothing can be remembered here: every run hashes anew
