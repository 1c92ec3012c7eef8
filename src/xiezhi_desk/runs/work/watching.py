"""The watched folder: what somebody puts there is imported, then laid aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.services.jobs import start
from xiezhi_desk.runs.states import OPEN, JobKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

__all__ = ["Watch"]

TITLE = "导入卷宗包（监视文件夹）"
TITLE_EN = {"title_en": "Import a bundle (watched folder)"}
REST_SECONDS = 8.0
"""A bundle that has not changed for so long has been copied whole."""


class _Look(NamedTuple):
    """How an entry looked: its files' number, size and newest change; since when it does."""

    about: tuple[int, int, float]
    since: float


class Watch:
    """Looks into a folder; a subfolder named like an office's code is that office's.

    Args:
        folder: The folder; what lies in it directly belongs to the topmost office.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.looks: dict[Path, _Look] = {}

    def look(self, now: datetime) -> list[Job]:
        """Start an import for everything that has come to rest."""
        started = []
        seen: dict[Path, _Look] = {}
        for office, path in self._entries():
            about = _about(path)
            before = self.looks.get(path)
            if before is None or before.about != about:
                seen[path] = _Look(about, now.timestamp())
                continue
            seen[path] = before
            params = {"path": str(path), "how": "folder", "about": list(about), **TITLE_EN}
            if now.timestamp() - before.since >= REST_SECONDS and not _tried(params):
                started.append(
                    start(JobKind.IMPORT, TITLE, params, by=None, office=office, now=now)
                )
        self.looks = seen
        return started

    def _entries(self) -> Iterator[tuple[Office, Path]]:
        if not self.folder.is_dir():
            return
        offices = {office.code: office for office in Office.objects.all()}
        top = next((one for one in offices.values() if one.parent_id is None), None)
        for path in _visible(self.folder):
            if path.is_dir() and path.name in offices:
                yield from ((offices[path.name], one) for one in _visible(path))
            elif top is not None:
                yield top, path


def _visible(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if not path.name.startswith(".") and not path.is_symlink()
    )


def _about(path: Path) -> tuple[int, int, float]:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    stats = [one.stat() for one in files]
    return (
        len(stats),
        sum(one.st_size for one in stats),
        max((s.st_mtime for s in stats), default=0),
    )


def _tried(params: dict[str, Any]) -> bool:
    """Whether this very thing is being imported or was (it could not be laid aside then)."""
    same = Job.objects.filter(kind=JobKind.IMPORT, params__path=params["path"])
    return same.filter(Q(state__in=OPEN) | Q(params__about=params["about"])).exists()
