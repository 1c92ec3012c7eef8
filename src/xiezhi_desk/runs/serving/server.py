"""gunicorn with threads, in this process; the worker for jobs inside it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from xiezhi_desk.runs.problems import Refused, problem
from xiezhi_desk.runs.work.loop import Desk
from xiezhi_desk.runs.work.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Server", "listening"]


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; 0 takes a free port.

    Raises:
        Refused: The port is taken, the address is not this machine's, or needs more rights.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(2048)
    except (OSError, OverflowError) as error:
        made.close()
        raise Refused([_taken(host, port, error)]) from error
    made.set_inheritable(True)
    return made


class Server(BaseApplication):
    """The desk behind gunicorn.

    Args:
        listener: From ``listening``.
        processes: Web processes; each has ``threads``.
        hands: Jobs at once; 0 leaves the worker out.
        watch: The watched folder.
    """

    def __init__(
        self,
        listener: socket.socket,
        *,
        processes: int = 1,
        threads: int = 8,
        hands: int = 1,
        watch: Path | None = None,
    ) -> None:
        self.options: dict[str, Any] = {
            "bind": f"fd://{listener.fileno()}",
            "workers": processes,
            "worker_class": "gthread",
            "threads": threads,
            "timeout": 120,
            "graceful_timeout": 25,
            "keepalive": 5,
            "max_requests": 0,
            "limit_request_line": 8190,
            "loglevel": "warning",
            "proc_name": "xiezhi-desk",
            "control_socket_disable": True,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }
        self.hands, self.watch = hands, watch
        self.desk: Desk | None = None
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn; those its version does not know are left out."""
        for name, value in self.options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The application."""
        from django.core.wsgi import get_wsgi_application

        return get_wsgi_application()

    def _begin(self, worker: Any) -> None:
        """In each web process: what pages need is read ahead; the first process takes jobs."""
        from xiezhi_desk.runs.serving import warming  # needs the apps, which load() makes ready

        warming.begin()
        if self.hands and worker.age == 1:
            self.desk = Desk(self.hands, Watch(self.watch) if self.watch else None)
            self.desk.start()

    def _end(self, _arbiter: Any, _worker: Any) -> None:
        if self.desk is not None:
            self.desk.stop()


def _taken(host: str, port: int, error: Exception) -> dict[str, Any]:
    why = getattr(error, "strerror", None) or str(error)
    return problem(
        (f"无法使用地址 {host}:{port}。", f"The address {host}:{port} cannot be used."),
        (f"系统说：{why}", f"The system says: {why}"),
        (
            f"端口已被占用时换一个：xiezhi-desk serve --port {port + 1}",
            f"If the port is taken, choose another: xiezhi-desk serve --port {port + 1}",
        ),
        where=f"{host}:{port}",
        code="port",
    )
