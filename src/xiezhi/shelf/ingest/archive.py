"""Zip archives: unpacked into a folder of their own, after what they claim has been looked at."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from xiezhi.shelf.ingest.problem import refusal

if TYPE_CHECKING:
    from xiezhi.shelf.ingest.problem import IngestError

__all__ = ["unpack_zip"]

_MOST_FILES = 10_000
_MOST_BYTES = 64 << 30
_LARGE, _MOST_TIMES = 64 << 20, 200
_STEP = 1 << 20


def unpack_zip(path: Path, folder: Path, *, password: str | None = None) -> list[tuple[str, Path]]:
    """Unpack an archive.

    Args:
        path: The archive.
        folder: Where its files go; empty before.
        password: For archives that ask for one.

    Returns:
        Name in the archive and place of each file, sorted by name.

    Raises:
        IngestError: It is broken, asks for a password, names a place outside, or is a bomb.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if password:
                archive.setpassword(password.encode())
            members = [one for one in archive.infolist() if not one.is_dir()]
            _look(path, members, locked=password is None)
            return sorted(
                _unpacked(path, archive, one, folder, at) for at, one in enumerate(members)
            )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise refusal(
            f"{path.name} cannot be unpacked.", where=path.name, why=str(error)[:200],
            cure="Ask for it anew, or unpack it and hand over the folder.", code="ingest-zip",
        ) from error  # fmt: skip


def _look(path: Path, members: list[zipfile.ZipInfo], *, locked: bool) -> None:
    if len(members) > _MOST_FILES:
        raise _bomb(path, f"it holds {len(members)} files")
    whole = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    if whole > _MOST_BYTES or (whole > _LARGE and whole > _MOST_TIMES * max(packed, 1)):
        raise _bomb(path, f"{packed >> 10} KB would become {whole >> 20} MB")
    for one in members:
        name = _name(one)
        inside = PurePosixPath(name.replace("\\", "/"))
        outside = inside.is_absolute() or ".." in inside.parts or ":" in name.partition("/")[0]
        if outside or (one.external_attr >> 28) == 0xA:
            raise refusal(
                f"{path.name} names a place outside itself.",
                where=f"{path.name}: {name[:80]}",
                why="unpacked, the file would be written elsewhere",
                cure="Do not use this archive; ask for it anew.",
                code="ingest-zip-path",
            )
        if locked and one.flag_bits & 1:
            raise refusal(
                f"{path.name} asks for a password.", where=f"{path.name}: {name[:80]}",
                cure="Give the password, or unpack it and hand over the folder.",
                code="ingest-password",
            )  # fmt: skip


def _bomb(path: Path, why: str) -> IngestError:
    return refusal(
        f"{path.name} would unpack into far more than it is.",
        where=path.name,
        why=why,
        cure="Unpack it by hand and look; hand over the folder.",
        code="ingest-zip-bomb",
    )


def _name(member: zipfile.ZipInfo) -> str:
    """The name; Chinese systems write it in GBK without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _unpacked(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, at: int
) -> tuple[str, Path]:
    """One file; its place has a name of ours, so that nothing in its own can lead elsewhere."""
    name = _name(member).replace("\\", "/")
    target = folder / f"{at:05}{Path(name).suffix[:8].lower()}"
    written = 0
    with archive.open(member) as packed, target.open("wb") as out:
        while piece := packed.read(_STEP):
            written += len(piece)
            if written > member.file_size:
                raise _bomb(path, f"{name[:80]} is larger than it says")
            out.write(piece)
    return name, target
