"""``xiezhi-desk demo --from demo``: an invented organisation at work on invented clues."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from xiezhi_desk.accounts.records import Office, Person
from xiezhi_desk.dashboards.demonstration.organisation import (
    ACCOUNTS,
    found,
    password,
)
from xiezhi_desk.dashboards.demonstration.working import Working
from xiezhi_desk.library import shelf
from xiezhi_desk.runs.handling.importing import receive_all
from xiezhi_desk.runs.management.saying import refusals
from xiezhi_desk.runs.services.trusting import own_key
from xiezhi_desk.runs.serving.assets import collect

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from xiezhi_desk.dashboards.demonstration.organisation import Organisation

NOTE = "accounts.txt"


class Command(BaseCommand):
    """Fill an empty desk with the demonstration."""

    help = (
        "演示：建立虚构的省市县三级院和人员，导入演示运行的全部卷宗包，分派并办理一部分线索"
        " / The demonstration: an invented province with its people, all bundles of a demo run"
        " imported, some of the clues assigned and decided."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from",
            dest="source",
            type=Path,
            default=Path("demo"),
            help="xiezhi demo 的输出文件夹 / the folder xiezhi demo wrote (demo)",
        )
        parser.add_argument(
            "--password", default="", help="所有演示账号的密码 / the password of all accounts"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Fill it and print the accounts."""
        source: Path = options["source"].resolve()
        run = source if source.name == "run" else source / "run"
        call_command("migrate", interactive=False, verbosity=0)
        collect()
        if Office.objects.exists() or Person.objects.exists():
            message = (
                "这里已有单位和人员；演示需要空的 XIEZHI_DESK_HOME。"
                " / Offices and people are here; the demonstration needs an empty XIEZHI_DESK_HOME."
            )
            raise CommandError(message)
        if not run.is_dir():
            message = f"没有 {run}；先执行 xiezhi demo / there is no {run}; run xiezhi demo first"
            raise CommandError(message)
        now = timezone.now()
        secret = options["password"] or password()
        with refusals():
            top = self._shelf(run.parent / "workspace")
            organisation = found(top, secret, now - timedelta(days=12))
            own_key(organisation.offices["province"], now - timedelta(days=12))
            self._import(run, organisation)
        working = Working(organisation, now)
        working.all()
        self._accounts(secret, working)

    def _shelf(self, workspace: Path) -> str:
        """The demonstration's shelf becomes the desk's; whose it is."""
        place = Path(settings.WORKSPACE)
        if not workspace.is_dir() or place.exists():
            return ""
        place.symlink_to(os.path.relpath(workspace, place.parent), target_is_directory=True)
        return shelf.owner(place)

    def _import(self, run: Path, organisation: Organisation) -> None:
        steward, office = organisation.people["province.data"], organisation.offices["province"]
        result = receive_all(
            run, "command", steward, office, tell=lambda *_: None, cancelled=lambda: False
        )
        clues = sum(one["clues"] for one in result["bundles"])
        self.stdout.write(
            f"{len(result['bundles'])} 个卷宗包，{clues:,} 条线索"
            f" / {len(result['bundles'])} bundles, {clues:,} clues"
        )
        for left in result["refused"]:
            self.stderr.write(f"{left['name']}: {left['problems'][0]['what_en']}")

    def _accounts(self, secret: str, working: Working) -> None:
        did = ", ".join(f"{name} {many}" for name, many in sorted(working.done.items()))
        self.stdout.write(f"已办理 / done: {did}")
        if working.refused:
            left = ", ".join(f"{name} {many}" for name, many in sorted(working.refused.items()))
            self.stdout.write(f"系统未准许 / refused by the desk: {left}")
        lines = [f"密码（全部账号）/ password of all accounts: {secret}"]
        lines += [
            f"  {one.username:<22} {one.name}  {working.offices[one.office].name}  {one.kind.label}"
            for one in ACCOUNTS
        ]
        note = Path(settings.HOME) / NOTE
        note.write_text("\n".join(lines) + "\n", "utf8")
        note.chmod(0o600)
        self.stdout.write("\n".join(lines))
