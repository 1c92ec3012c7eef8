"""An upgrade goes through or everything is as it was."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from xiezhi_desk.audit.services import verify
from xiezhi_desk.runs.backups import database
from xiezhi_desk.runs.backups.archive import unpack
from xiezhi_desk.runs.backups.making import ABOUT, back_up
from xiezhi_desk.runs.backups.restoring import restore_database
from xiezhi_desk.runs.problems import Refused, problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["put_back", "upgrade"]


def upgrade(target: Path, now: datetime, tell: Callable[[str], None]) -> dict[str, Any]:
    """Back the database up, change its tables, check everything; else put the backup back.

    Args:
        target: Where the backup goes; it stays there afterwards.
        now: The moment.
        tell: Told each step.

    Returns:
        What the backup says of itself.

    Raises:
        Refused: A step failed; the database is as it was.
    """
    broken = None if database.is_empty() else verify()
    if broken is not None:
        raise Refused([_before(broken.number, broken.why)])
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    about = back_up(target, now, only_database=True)
    tell(f"已备份 / backed up: {target}")
    step = "migrate"
    try:
        call_command("migrate", interactive=False, verbosity=0)
        tell("表结构已更新 / the tables are of this version")
        step = "check"
        call_command("check")
        step = "audit"
        broken = verify()
        if broken is not None:
            raise CommandError(f"{broken.number}: {broken.why}")
        tell("检查通过，审计日志完整 / checks passed, the audit trail is whole")
    except Exception as error:
        put_back(target)
        raise Refused([_failed(step, error, target)]) from error
    return about


def put_back(target: Path) -> None:
    """Put the database of a backup in the place of what is there now.

    Raises:
        Refused: The backup itself cannot be used.
    """
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restoring-") as name:
        folder = Path(name)
        unpack(target, folder)
        about = json.loads((folder / ABOUT).read_text("utf8"))
        connections.close_all()
        if about["database"] == "rows":
            database.empty()
        restore_database(folder, about, target)
    connection.close()


def _before(number: int, why: str) -> dict[str, Any]:
    return problem(
        ("升级前检查：审计日志已被改动，未升级。",
         "Before the upgrade: the audit trail was touched; nothing was upgraded."),
        (f"第 {number} 条：{why}", f"record {number}: {why}"),
        ("请审计管理员先处理。", "Let the audit administrator look into it first."),
        code="upgrade-trail",
    )  # fmt: skip


def _failed(step: str, error: Exception, target: Path) -> dict[str, Any]:
    why = f"{step}: {type(error).__name__}: {error}"[:300]
    return problem(
        ("升级失败，数据库已恢复原状。", "The upgrade failed; the database is as it was."),
        (why, why),
        (
            f"请重新安装原来的版本继续使用，并把这条信息发给维护者。备份：{target}",
            f"Install the former version again, and tell the maintainers. Backup: {target}",
        ),
        where=step,
        code="upgrade-failed",
    )
