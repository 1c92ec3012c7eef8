"""A backup becomes a desk again, in an empty place; nothing is used before all sums fit."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from xiezhi_desk.audit.services import verify
from xiezhi_desk.runs.backups import database
from xiezhi_desk.runs.backups.archive import unpack
from xiezhi_desk.runs.backups.making import ABOUT, FORM, KEYS, PARTS
from xiezhi_desk.runs.problems import Refused, problem

__all__ = ["restore", "restore_database"]


def restore(source: Path) -> dict[str, Any]:
    """Put a backup into an empty desk: database, files, bundles, shelf, key.

    Returns:
        What the backup says of itself, with ``audit``: the first broken entry of the trail, or
        None.

    Raises:
        Refused: The place is not empty, the backup is spoilt, of a newer version, or does not fit
            the database named by the settings.
    """
    _refuse_unless_empty()
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restoring-") as name:
        folder = Path(name)
        unpack(source, folder)
        about = _about(folder, source)
        restore_database(folder, about, source)
        for part, setting in PARTS.items():
            place = Path(getattr(settings, setting))
            if (folder / part).is_dir():
                if place.is_dir():
                    place.rmdir()
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.move(folder / part, place)
        for key in KEYS:
            if (folder / key).is_file():
                (folder / key).replace(Path(settings.HOME) / key)
    call_command("migrate", interactive=False, verbosity=0)
    return {**about, "audit": verify()}


def restore_database(folder: Path, about: dict[str, Any], source: Path) -> None:
    """Put the database of an unpacked backup into the (empty) one of the settings.

    Raises:
        Refused: It is of a newer version, or a file of SQLite for PostgreSQL, or does not fit.
    """
    loader = MigrationLoader(None)
    unknown = [one for one in about["migrations"] if _key(one) not in loader.graph.nodes]
    if unknown:
        raise Refused([_newer(source, about, unknown)])
    if about["database"] == "sqlite":
        if connection.vendor != "sqlite":
            raise Refused([_not_portable(source)])
        database.put_sqlite(folder / "database" / "desk.sqlite3")
        return
    try:
        database.load_rows(folder / "database" / "rows", about["migrations"], about["rows"])
    except (ValueError, DatabaseError) as error:
        database.empty()
        raise Refused([_misfit(source, error)]) from error


def _key(name: str) -> tuple[str, str]:
    app, _, migration = name.partition(".")
    return app, migration


def _about(folder: Path, source: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text("utf8"))
    except (OSError, ValueError) as error:
        raise Refused([_misfit(source, error)]) from error
    if about.get("form") != FORM:
        raise Refused([_newer(source, about, [])])
    return about


def _refuse_unless_empty() -> None:
    full = [
        name
        for name, setting in PARTS.items()
        if Path(getattr(settings, setting)).is_dir()
        and any(Path(getattr(settings, setting)).iterdir())
    ]
    if not database.is_empty():
        full.insert(0, "database")
    if not full:
        return
    said = ", ".join(full)
    raise Refused(
        [
            problem(
                (
                    "这里已经有数据，不会覆盖。",
                    "There are data here already; they stay as they are.",
                ),
                (said, said),
                (
                    "在空的文件夹（XIEZHI_DESK_HOME）和空的数据库里恢复。",
                    "Restore into an empty folder (XIEZHI_DESK_HOME) and an empty database.",
                ),
                where=str(settings.HOME),
                code="restore-not-empty",
            )
        ]
    )


def _newer(source: Path, about: dict[str, Any], unknown: list[str]) -> dict[str, Any]:
    why = f"{about.get('xiezhi', '?')}; {', '.join(unknown[:3])}"
    return problem(
        ("备份来自更新的版本。", "The backup is of a newer version."),
        (why, why),
        ("先安装该版本或更高版本。", "Install that version or a later one first."),
        where=source.name,
        code="restore-newer",
    )


def _not_portable(source: Path) -> dict[str, Any]:
    return problem(
        ("这份备份是 SQLite 文件，不能恢复到 PostgreSQL。",
         "This backup holds a SQLite file; PostgreSQL cannot take it."),
        cure=("在原处用 xiezhi-desk backup --portable 重做备份。",
              "Take it again where it came from: xiezhi-desk backup --portable."),
        where=source.name,
        code="restore-not-portable",
    )  # fmt: skip


def _misfit(source: Path, error: Exception) -> dict[str, Any]:
    why = f"{type(error).__name__}: {error}"[:300]
    return problem(
        ("备份内容无法装入数据库，什么都没有恢复。",
         "The backup does not go into the database; nothing was restored."),
        (why, why),
        ("换一份备份，或把这条信息发给维护者。", "Take another, or tell the maintainers."),
        where=source.name,
        code="restore-misfit",
    )  # fmt: skip
