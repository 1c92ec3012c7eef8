"""A backup is taken while the desk goes on working."""

from __future__ import annotations

import json
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from xiezhi_desk.runs.backups import database, rows
from xiezhi_desk.runs.backups.archive import Packing, packing
from xiezhi_desk.runs.problems import Refused, problem
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.services.trusting import OWN_KEY
from xiezhi_desk.runs.states import JobKind, JobState

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["ABOUT", "FORM", "PARTS", "back_up"]

ABOUT, FORM = "backup.json", 1
PARTS = {"files": "MEDIA_ROOT", "bundles": "BUNDLES", "workspace": "WORKSPACE"}
"""Folders kept, by the setting that says where each is."""
KEYS = ("secret.key", OWN_KEY)
_PASSING = (".incoming", ".part")


def back_up(
    target: Path, now: datetime, *, portable: bool = False, only_database: bool = False
) -> dict[str, Any]:
    """Write one file with everything the desk needs to stand up again.

    Args:
        target: ``….tar.zst`` or ``….tar.gz``.
        now: The moment.
        portable: Rows that either database reads, even from SQLite.
        only_database: Without files, bundles and shelf (before an upgrade).

    Returns:
        What ``backup.json`` says: version, moment, form, migrations, rows by table.

    Raises:
        Refused: It cannot be written, or data are being loaded into the shelf just now.
    """
    if not only_database:
        _refuse_while_loading()
    as_rows = portable or connection.vendor != "sqlite"
    scratch = Path(settings.HOME) / "scratch"
    scratch.mkdir(mode=0o700, exist_ok=True)
    with packing(target) as pack, tempfile.TemporaryDirectory(dir=scratch) as folder:
        about: dict[str, Any] = {
            "form": FORM,
            "xiezhi": version("xiezhi"),
            "at": now.isoformat(timespec="seconds"),
            "engine": connection.vendor,
            "database": "rows" if as_rows else "sqlite",
            "migrations": rows.made(),
        }
        if as_rows:
            about["rows"] = _rows(pack, Path(folder), about["migrations"])
        else:
            copy = Path(folder) / "desk.sqlite3"
            database.copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), copy)
            pack.add_file(copy, "database/desk.sqlite3")
        for key in KEYS:
            if (Path(settings.HOME) / key).is_file():
                pack.add_file(Path(settings.HOME) / key, key)
        if not only_database:
            for name, setting in PARTS.items():
                _folder(pack, Path(getattr(settings, setting)), name, Path(folder))
        pack.add_text(json.dumps(about, ensure_ascii=False, indent=2), ABOUT)
        about["files"], about["bytes"] = len(pack.sums), pack.bytes
    return about


def _rows(pack: Packing, folder: Path, made: list[str]) -> dict[str, int]:
    """Every table as a file, all of one moment."""
    counts: dict[str, int] = {}
    with rows.snapshot():
        for table in rows.tables(made):
            path = folder / f"{table.name}{rows.EXTENSION}"
            with path.open("w", encoding="utf8") as file:
                counts[table.name] = rows.dump(table, file)
            pack.add_file(path, f"database/rows/{path.name}")
            path.unlink()
    return counts


def _folder(pack: Packing, root: Path, name: str, scratch: Path) -> None:
    """Every plain file below a folder; a database of SQLite in it as one moment."""
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        inside = path.relative_to(root).as_posix()
        if path.is_symlink() or not path.is_file() or _passes(path, root):
            continue
        if database.is_sqlite(path):
            copy = scratch / "copy.sqlite3"
            database.copy_sqlite(path, copy)
            pack.add_file(copy, f"{name}/{inside}")
            copy.unlink()
        else:
            pack.add_file(path, f"{name}/{inside}")


def _passes(path: Path, root: Path) -> bool:
    """Whether a file is only passing: staged copies, drafts, the logs of a SQLite database."""
    if path.name.endswith(("-wal", "-shm")) and path.with_name(path.name[:-4]).is_file():
        return True
    return any(part.endswith(_PASSING) for part in path.relative_to(root).parts)


def _refuse_while_loading() -> None:
    loading = Job.objects.filter(
        state=JobState.RUNNING, kind__in=(JobKind.LOAD, JobKind.READ, JobKind.DISPOSE)
    )
    if not (one := loading.first()):
        return
    raise Refused(
        [
            problem(
                ("正在上架数据，暂不能备份。", "Data are being loaded; a backup would be torn."),
                (f"任务 {one.number}", f"job {one.number}"),
                ("任务结束后再备份。", "Take the backup when the job has ended."),
                where=one.number,
                code="backup-loading",
            )
        ]
    )
