"""``xiezhi-desk restore FILE``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from xiezhi_desk.runs.backups.restoring import restore
from xiezhi_desk.runs.management.saying import refusals

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Restore a backup."""

    help = (
        "把备份恢复到空的文件夹和空的数据库，先核对全部校验和"
        " / A backup into an empty folder and an empty database, after all sums were checked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件 / the backup")

    def handle(self, *_: Any, **options: Any) -> None:
        """Restore it; exit 1 when its audit trail does not hold."""
        with refusals():
            about = restore(options["file"])
        self.stdout.write(f"已恢复 {about['at']} 的备份 / restored the backup of {about['at']}")
        broken = about["audit"]
        if broken is not None:
            message = (
                f"审计日志在第 {broken.number} 条被改动过：{broken.why}"
                f" / the audit trail was touched at record {broken.number}"
            )
            raise CommandError(message)
        self.stdout.write("审计日志完整 / the audit trail is whole")
