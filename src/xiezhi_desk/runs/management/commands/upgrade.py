"""``xiezhi-desk upgrade``: after a new version was installed."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from xiezhi_desk.runs.backups.upgrading import upgrade
from xiezhi_desk.runs.management.pending import pending
from xiezhi_desk.runs.management.saying import refusals
from xiezhi_desk.runs.serving.assets import collect

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Upgrade the database to this version."""

    help = (
        "安装新版本后执行：备份数据库、更新表结构、检查；失败则恢复原状"
        " / After installing a new version: backup, new tables, checks; put back on failure."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--backup", type=Path, default=None, help="备份文件 / where the backup goes"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Upgrade, or say that nothing is to be done."""
        _refuse_while_working()
        now = timezone.now()
        stamp = timezone.localtime(now).strftime("%Y%m%d-%H%M%S")
        target = options["backup"] or settings.HOME / "backups" / f"before-{stamp}.tar.gz"
        if pending():
            with refusals():
                upgrade(target, now, self.stdout.write)
        else:
            self.stdout.write("数据库已是当前版本 / the database is of this version already")
        collect()


def _refuse_while_working() -> None:
    with (settings.HOME / "work.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = (
                "网站或任务进程正在运行，请先停止 serve 和 work。"
                " / The site or a worker runs here; stop serve and work first."
            )
            raise CommandError(message) from error
