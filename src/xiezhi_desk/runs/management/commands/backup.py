"""``xiezhi-desk backup FILE``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from xiezhi_desk.audit.services import record
from xiezhi_desk.runs.backups.making import back_up
from xiezhi_desk.runs.management.saying import refusals

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Take a backup."""

    help = (
        "备份整个系统到一个文件（.tar.zst 或 .tar.gz），运行中也可备份"
        " / The whole desk into one file (.tar.zst or .tar.gz), while it goes on working."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件 / the file to write")
        parser.add_argument(
            "--portable",
            action="store_true",
            help="可恢复到 SQLite 或 PostgreSQL / rows that either database takes",
        )
        parser.add_argument(
            "--only-database",
            action="store_true",
            help="只备份数据库和密钥 / database and key only",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Take it."""
        with refusals():
            about = back_up(
                options["file"],
                timezone.now(),
                portable=options["portable"],
                only_database=options["only_database"],
            )
            if not options["only_database"]:
                # The system administrator's start page says how old the last whole backup is.
                record(
                    by=None,
                    action="backup.made",
                    details={"files": about["files"], "bytes": about["bytes"]},
                    now=timezone.now(),
                )
        size = options["file"].stat().st_size
        self.stdout.write(
            f"{options['file']}: {about['files']} 个文件 / files, {size / 1e6:,.1f} MB\n"
            "文件内含密钥和个人信息，请按涉案材料保管 / It holds the key and data of persons:"
            " keep it like case files."
        )
