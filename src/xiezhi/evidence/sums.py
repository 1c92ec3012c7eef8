"""``SHA256SUMS``: one line per file, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DISPOSED_FILE",
    "SIGNATURE_FILE",
    "SUMS_FILE",
    "file_sha256",
    "sums_problems",
    "sums_text",
]

SUMS_FILE = "SHA256SUMS"
SIGNATURE_FILE = "signature"
DISPOSED_FILE = "disposed.json"
"""Record of rows taken out after the bundle was issued; see ``evidence/disposal.py``."""
_UNSUMMED = frozenset({SUMS_FILE, SIGNATURE_FILE, DISPOSED_FILE})
_CHUNK = 1 << 20


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sums_text(folder: Path) -> str:
    """The sums of every file of a bundle but the sums and the signature themselves."""
    return "".join(f"{file_sha256(folder / name)}  {name}\n" for name in _files(folder))


def sums_problems(folder: Path) -> list[Problem]:
    """Compare every file with ``SHA256SUMS``: changed, missing and added files by name.

    A file that a recorded disposal changed may be as it was issued or as the disposal left it.
    """
    sums = folder / SUMS_FILE
    if not sums.is_file():
        return [_problem("The bundle has no sums.", SUMS_FILE, "the file is missing")]
    written: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(sums.read_text("utf8", errors="replace").splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or name in written:
            problems.append(
                _problem("A line of the sums is spoilt.", f"{SUMS_FILE}:{number}", "not a sum")
            )
            continue
        written[name] = digest
    left = _left_by_disposals(folder, written)
    present = set(_files(folder))
    for name in sorted(written.keys() - present):
        problems.append(_problem("A file is missing.", name, f"{SUMS_FILE} lists it"))
    for name in sorted(present - written.keys()):
        problems.append(_problem("A file was added.", name, f"{SUMS_FILE} does not list it"))
    for name in sorted(present & written.keys()):
        if (found := file_sha256(folder / name)) not in left.get(name, {written[name]}):
            why = f"its sum is {found[:16]}…, {SUMS_FILE} says {written[name][:16]}…"
            problems.append(_problem("A file was changed.", name, why))
    return problems


def _left_by_disposals(folder: Path, written: dict[str, str]) -> dict[str, set[str]]:
    """Sums a file may have: as issued, or as a chain of disposals from there left it."""
    path = folder / DISPOSED_FILE
    if not path.is_file():
        return {}
    left = {name: {digest} for name, digest in written.items()}
    try:
        for disposal in json.loads(path.read_text("utf8"))["disposals"]:
            for name, (before, after) in disposal["files"].items():
                if before in left.get(name, ()):
                    left[name].add(after)
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # a spoilt record excuses nothing: every changed file is then told
    return left


def _files(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if name not in _UNSUMMED)


def _problem(what: str, where: str, why: str) -> Problem:
    return Problem(
        what=what,
        where=where,
        why=why,
        cure="Fetch the bundle again from the office that issued it; do not use this copy.",
        code="bundle-sums",
    )
