"""The folder where received bundles lie: brought in whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from xiezhi_desk.runs.problems import Refused, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["folder_of", "name_of", "put", "room_for", "staged", "sweep"]

STAGING = ".incoming"
MOST_FILES = 10_000
LEAST_FREE = 200 * 1024 * 1024
"""Bytes that stay free on the disk, whatever comes in."""


def folder_of(relative: str) -> Path:
    """Where a bundle's folder lies."""
    return Path(settings.BUNDLES) / relative


def name_of(office: str, folder: Path) -> str:
    """The place of a bundle in the store: its office and the hash of its sums."""
    digest = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    return f"{office}/{digest[:40]}"


@contextmanager
def staged(source: Path) -> Iterator[Path]:
    """A copy of a bundle inside the store, not yet in its place; gone afterwards unless put.

    Checks are made on the copy: what is checked is what is kept.

    Raises:
        Refused: Links or special files, too many files, no room on the disk.
    """
    parent = Path(settings.BUNDLES) / STAGING
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = parent / secrets.token_hex(8)
    try:
        _copy(source, draft)
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def put(draft: Path, relative: str) -> Path:
    """Move a staged copy to its place, so that it is there after a power cut too.

    A folder already there is the rest of an import that never came to its end: it makes way.
    """
    place = folder_of(relative)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if place.exists():
        shutil.rmtree(place)
    draft.replace(place)
    _sync(place.parent)
    return place


def sweep(older_than: float) -> int:
    """Remove staged copies, uploads and unpacked files left by processes that died.

    Args:
        older_than: Seconds since the epoch; younger copies may still be in work.

    Returns:
        How many went.
    """
    home = Path(settings.HOME)
    places = (
        Path(settings.BUNDLES) / STAGING,
        home / "uploads",
        home / "scratch",
        home / "arriving",
    )
    old = [one for place in places for one in place.glob("*") if one.stat().st_mtime < older_than]
    for one in old:
        if one.is_dir():
            shutil.rmtree(one, ignore_errors=True)
        else:
            one.unlink(missing_ok=True)
    return len(old)


def room_for(size: int, where: Path) -> None:
    """Refuse what would fill the disk.

    Raises:
        Refused: Less than ``LEAST_FREE`` would be left.
    """
    free = shutil.disk_usage(where).free
    if free - size >= LEAST_FREE:
        return
    need, have = f"{size / 1e6:.0f} MB", f"{free / 1e6:.0f} MB"
    raise Refused(
        [
            problem(
                ("磁盘空间不足，未导入。", "The disk has no room; nothing was imported."),
                (f"需要 {need}，剩余 {have}。", f"It needs {need}; {have} are free."),
                ("请系统管理员清理磁盘后重试。", "Free some space on the disk, then try again."),
                code="disk-full",
            )
        ]
    )


def _copy(source: Path, draft: Path) -> None:
    files = _files(source)
    room_for(sum(size for _, size in files), draft.parent)
    draft.mkdir(mode=0o700)
    folders = {draft}
    for path, _ in files:
        target = draft / path.relative_to(source)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folders.add(target.parent)
        with path.open("rb") as read, target.open("xb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
            write.flush()
            os.fsync(write.fileno())
    for folder in folders:
        _sync(folder)


def _files(source: Path) -> list[tuple[Path, int]]:
    """Plain files below a folder with their sizes; anything else refuses all."""
    found: list[tuple[Path, int]] = []
    for path in sorted(source.rglob("*")):
        about = path.lstat()
        if stat.S_ISDIR(about.st_mode):
            continue
        if not stat.S_ISREG(about.st_mode):
            raise Refused([_strange(path.relative_to(source).as_posix())])
        found.append((path, about.st_size))
        if len(found) > MOST_FILES:
            raise Refused([_many()])
    return found


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _strange(where: str) -> dict[str, str]:
    return problem(
        ("卷宗包含有链接或特殊文件，已拒绝。", "The bundle holds a link or a special file."),
        ("卷宗包只由普通文件组成。", "A bundle consists of plain files."),
        ("请向制作单位重新索取卷宗包。", "Ask the issuing office for the bundle again."),
        where=where,
        code="bundle-strange-file",
    )


def _many() -> dict[str, str]:
    return problem(
        ("文件太多，不像卷宗包。", "Too many files; this is no bundle."),
        (f"超过 {MOST_FILES} 个文件。", f"There are more than {MOST_FILES} files."),
        ("请选择卷宗包所在的文件夹。", "Choose the folder of the bundle itself."),
        code="bundle-many-files",
    )
