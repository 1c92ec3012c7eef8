"""``xiezhi-desk setup``: tables, static files, the top office and its three administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from xiezhi_desk.accounts.records import Office, Person
from xiezhi_desk.accounts.services.founding import found
from xiezhi_desk.runs.management.pending import pending
from xiezhi_desk.runs.services.trusting import own_key
from xiezhi_desk.runs.serving.assets import collect

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Make the desk ready; safe to run again."""

    help = (
        "初始化：建表、静态文件、首个单位和系统/安全/审计三名管理员（一次性链接只显示一次）"
        " / Make the desk ready: tables, static files, the top office and the system, security and"
        " audit administrators (their one-time links are shown once)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--office", default="", help="单位名称，如 某某市人民检察院 / the office's name"
        )
        parser.add_argument(
            "--code", default="top", help="单位代码（网址用，字母数字）/ its short name (top)"
        )
        parser.add_argument(
            "--division", default="", help="行政区划代码 6 位 / its division, six digits"
        )
        parser.add_argument(
            "--site",
            default="http://127.0.0.1:8000",
            help="网站地址，用于一次性链接 / the site's address, for the links",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Make what is missing."""
        left = pending()
        if left:
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write(f"数据库已就绪：{len(left)} 项 / the database is ready: {len(left)}")
        files = collect()
        if files:
            self.stdout.write(f"静态文件：{files} / static files: {files}")
        top = Office.objects.filter(parent__isnull=True).first()
        if top is not None or Person.objects.exists():
            if top is not None:
                own_key(top, timezone.now())
            self.stdout.write("已有单位和人员，未作改动 / offices and people are there: unchanged")
            return
        self._found(options)

    def _found(self, options: dict[str, Any]) -> None:
        if not options["office"]:
            message = (
                "还没有单位，请写明名称：xiezhi-desk setup --office 某某市人民检察院\n"
                "There is no office yet; name it: xiezhi-desk setup --office NAME"
            )
            raise CommandError(message)
        try:
            invited = found(
                code=options["code"],
                name=options["office"],
                division=options["division"],
                now=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        own = own_key(invited[0].person.office or Office.objects.get(), timezone.now())
        self.stdout.write(f"签名公钥 / public key for other offices: {own.public_key}")
        self.stdout.write(
            "三名管理员已建立。下面的链接只显示这一次，请分别交给三个人设置密码：\n"
            "Three administrators were made. These links are shown once; give them to three people:"
        )
        site = options["site"].rstrip("/")
        for one in invited:
            link = f"{site}{reverse('accounts:invited', args=[one.token])}"
            self.stdout.write(f"  {one.person.username:<12} {one.person.name}  {link}")
        self.stdout.write("启动网站 / start the site：xiezhi-desk serve")
