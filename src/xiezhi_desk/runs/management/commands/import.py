"""``xiezhi-desk import FOLDER|FILE…``: bundles received, here and now."""

# ruff: noqa: N999  (the command is called import)
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from xiezhi_desk.accounts.records import Office, Person
from xiezhi_desk.runs.handling.importing import receive_all
from xiezhi_desk.runs.management.pending import refuse_pending
from xiezhi_desk.runs.management.saying import refusals, told
from xiezhi_desk.runs.problems import Refused

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Import bundles."""

    help = (
        "导入卷宗包：文件夹、运行文件夹、zip 或密封文件"
        " / Import bundles: folders, run folders, zips or sealed files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="文件夹或文件 / folders or files")
        parser.add_argument(
            "--office", default="", help="单位代码，默认最上级 / office's code (the topmost)"
        )
        parser.add_argument("--by", default="", help="经办人账号 / user name of who imports")
        parser.add_argument(
            "--passphrase-env",
            default="XIEZHI_PASSPHRASE",
            metavar="NAME",
            help="存放密封口令的环境变量 / variable with the passphrase of sealed files",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Import each; one refused does not stop the rest."""
        with refusals():
            refuse_pending()
        office, by = _office(options["office"]), _person(options["by"])
        passphrase = os.environ.get(options["passphrase_env"], "")
        bad = 0
        for path in options["paths"]:
            try:
                result = receive_all(
                    path,
                    "command",
                    by,
                    office,
                    tell=self._tell,
                    cancelled=lambda: False,
                    passphrase=passphrase,
                )
            except Refused as refused:
                bad += 1
                self.stderr.write(f"{path}\n{told(*refused.problems)}")
                continue
            self._said(result)
            for left in result["refused"]:
                bad += 1
                self.stderr.write(f"{left['name']}\n{told(*left['problems'])}")
        if bad:
            message = f"{bad} 个未导入 / {bad} were refused"
            raise CommandError(message)

    def _tell(self, part: float | None, zh: str = "", en: str = "") -> None:
        if sys.stderr.isatty() and part is not None:
            self.stderr.write(f"\r{part:4.0%} {zh} / {en}", ending="")

    def _said(self, result: dict[str, Any]) -> None:
        for one in result["bundles"]:
            known = "（已有 / here already）" if one["again"] else ""
            self.stdout.write(f"{one['clues']:>8,}  {one['model']}  {one['number']}{known}")


def _office(code: str) -> Office:
    found = (
        Office.objects.filter(code=code) if code else Office.objects.filter(parent__isnull=True)
    ).first()
    if found is None:
        message = f"没有单位 {code}，请先 setup / there is no office {code}; run setup first"
        raise CommandError(message)
    return found


def _person(username: str) -> Person | None:
    if not username:
        return None
    found = Person.objects.filter(username=username).first()
    if found is None:
        message = f"没有账号 {username} / there is nobody called {username}"
        raise CommandError(message)
    return found
