"""``xiezhi-desk watermark FILE``: which export a file comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from xiezhi_desk.audit.selectors import copies
from xiezhi_desk.clues.records import Export
from xiezhi_desk.library.letters import read_mark
from xiezhi_desk.ui.figures import moment

if TYPE_CHECKING:
    from argparse import ArgumentParser

LARGEST = 200 * 2**20
"""Bytes of a file that is looked through."""


class Command(BaseCommand):
    """Read the number back and say who took the file out."""

    help = (
        "读出文件里的水印编号，并查出由谁导出"
        " / Read the mark of a file (docx, xlsx, csv, zip, copied text) and say who took it out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="文件 / the file")

    def handle(self, *_: Any, **options: Any) -> None:
        """Say it, or that there is no mark."""
        path: Path = options["file"]
        try:
            if path.stat().st_size > LARGEST:
                message = f"{path}: 文件过大 / too large a file"
                raise CommandError(message, returncode=2)
            data = path.read_bytes()
        except OSError as problem:
            message = f"{path}: {problem.strerror}"
            raise CommandError(message, returncode=2) from problem
        number = read_mark(data)
        if not number:
            message = f"{path}: 没有水印 / no mark in it"
            raise CommandError(message, returncode=1)
        self.stdout.write(f"编号 / number {number}")
        self.stdout.write(_said(number))


def _said(number: str) -> str:
    """What the desk knows of the number."""
    export = Export.objects.select_related("asked_by", "office", "decided_by").filter(number=number)
    for one in export:
        taken = moment(one.downloaded_at) if one.downloaded_at else "—"
        return (
            f"{one.get_what_display()} · {one.office} · 申请 / asked by {one.asked_by}"
            f" {moment(one.asked_at)} · 审批 / approved by {one.decided_by or '—'}"
            f" · 下载 / taken {taken} · SHA-256 {one.sha256 or '—'}"
        )
    for entry in copies(number)[:1]:
        return f"{entry.action} · {entry.office} · {entry.who} · {moment(entry.at)} · {entry.thing}"
    return "本系统没有这个编号的记录 / this desk has no record of the number"
