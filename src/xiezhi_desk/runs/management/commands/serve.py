"""``xiezhi-desk serve``: the web site, with the worker inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from xiezhi_desk.runs.management.pending import refuse_pending
from xiezhi_desk.runs.management.saying import refusals
from xiezhi_desk.runs.serving.assets import collect
from xiezhi_desk.runs.serving.server import Server, listening

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Serve the desk."""

    help = (
        "启动网站（一个进程，内含任务处理；Ctrl-C 停止）"
        " / Serve the web site, the worker inside (Ctrl-C ends it)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="监听地址 / address to listen at (127.0.0.1)"
        )
        parser.add_argument(
            "--port", type=int, default=8000, help="端口，0 自动选择 / port, 0 takes a free one"
        )
        parser.add_argument("--threads", type=int, default=8, help="线程数 / threads (8)")
        parser.add_argument("--processes", type=int, default=1, help="网页进程数 / processes (1)")
        parser.add_argument(
            "--hands", type=int, default=1, help="同时处理几个任务 / jobs at once (1)"
        )
        parser.add_argument(
            "--no-work", action="store_true", help="不含任务处理 / leave the worker out"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Serve until SIGTERM or Ctrl-C."""
        with refusals():
            refuse_pending()
            listener = listening(options["host"], options["port"])
        collect()
        host, port = listener.getsockname()[:2]
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
        self.stdout.write(f"獬豸 / Xiezhi: http://{shown}:{port}/")
        self.stdout.flush()
        connections.close_all()  # the web process opens its own
        Server(
            listener,
            processes=max(1, options["processes"]),
            threads=max(1, options["threads"]),
            hands=0 if options["no_work"] else max(1, options["hands"]),
            watch=settings.WATCH,
        ).run()
