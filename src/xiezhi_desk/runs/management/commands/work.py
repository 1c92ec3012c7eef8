"""``xiezhi-desk work``: take jobs, start schedules, look into the watched folder."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand

from xiezhi_desk.runs.management.pending import refuse_pending
from xiezhi_desk.runs.management.saying import refusals
from xiezhi_desk.runs.work.loop import Desk
from xiezhi_desk.runs.work.watching import Watch

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """The worker on its own, for a desk whose pages are served elsewhere."""

    help = (
        "处理任务队列、定时任务和监视文件夹（serve --no-work 时单独运行）"
        " / Take jobs, schedules and the watched folder (beside serve --no-work)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--hands", type=int, default=1, help="同时处理几个任务 / jobs at once (default 1)"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C; what runs then goes back into the queue."""
        with refusals():
            refuse_pending()
        end = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: end.set())
        desk = Desk(max(1, options["hands"]), Watch(settings.WATCH) if settings.WATCH else None)
        desk.start()
        self.stdout.write("工作进程已启动 / the worker is running", ending="\n")
        self.stdout.flush()
        end.wait()
        self.stdout.write("正在停止，进行中的任务放回队列 / stopping; what runs goes back")
        desk.stop()
