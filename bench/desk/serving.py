"""The desk served as ``xiezhi-desk serve`` serves it, and somebody who asks it."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.desk.cluster import postmaster
from bench.desk.filled import Filled
from bench.desk.taking import PREFIX
from bench.process import _busy

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Answer:
    """One answer: status, where to go next, seconds until its last byte, what it took inside."""

    status: int
    place: str
    seconds: float
    body: bytes
    headers: dict[str, str]

    def took(self, name: str) -> float:
        """What ``bench.desk.taking`` says: Wall, Cpu, Sql in milliseconds; Queries."""
        return float(self.headers.get(f"{PREFIX}{name}", 0))


@dataclass
class Visitor:
    """A person's browser: one connection that is kept, the session's cookie, the form's token."""

    host: str
    cookie: str
    token: str = "benchtokenbenchtokenbenchtokenbe"
    _line: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(self, address: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """Get a page, or send a form."""
        body = None if form is None else urlencode({**form, "csrfmiddlewaretoken": self.token})
        said = {"Cookie": f"sessionid={self.cookie}; csrftoken={self.token}", **headers}
        if body is not None:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            got, data = self._once("GET" if body is None else "POST", address, body, said)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            if body is not None:
                raise
            self._line = None  # the server closed a line that was not used for a while
            got, data = self._once("GET", address, None, said)
        return Answer(
            got.status, got.headers.get("Location", ""), time.perf_counter() - began, data,
            dict(got.headers),
        )  # fmt: skip

    def _once(self, way: str, address: str, body: str | None, headers: dict[str, str]):
        if self._line is None:
            self._line = http.client.HTTPConnection(self.host, timeout=60)
        try:
            self._line.request(way, address, body, headers)
            got = self._line.getresponse()
            return got, got.read()
        except BaseException:
            self._line.close()
            self._line = None
            raise


@dataclass(frozen=True)
class Served:
    """A desk that answers, and the processes that are behind it."""

    host: str
    roots: tuple[int, ...]

    def cpu(self) -> float:
        """Seconds of the processor that server and database have had so far."""
        return sum(tree_cpu(root) for root in self.roots)


@contextmanager
def served(desk: Filled, *options: str) -> Iterator[Served]:
    """Serve it on a free port."""
    command = [sys.executable, "-m", "xiezhi_desk", "serve", "--port", "0", *options]
    server = subprocess.Popen(
        command, env={**os.environ, **desk.env}, stdout=subprocess.PIPE, text=True
    )
    try:
        host = urlsplit(server.stdout.readline().split()[-1]).netloc
        _await(Visitor(host, ""))
        behind = (postmaster(desk.cluster),) if desk.cluster else ()
        yield Served(host, (server.pid, *behind))
    finally:
        server.terminate()
        server.wait(60)


def _await(visitor: Visitor) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            if visitor.ask("/sign-in/").status == 200:
                return
        time.sleep(0.2)
    message = "the desk does not answer"
    raise RuntimeError(message)


def tree_cpu(root: int) -> float:
    """Seconds of the processor a process, its children and those that ended have had (Linux)."""
    rows = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rsplit(")", 1)[1].split()
            rows[int(path.parent.name)] = (int(fields[1]), *map(int, fields[11:15]))
    found, wanted = 0, {root}
    while wanted:
        found += sum(sum(rows[one][1:]) for one in wanted if one in rows)
        wanted = {one for one, row in rows.items() if row[0] in wanted}
    return found / TICKS


@dataclass
class Machine:
    """How busy others kept the machine between its making and ``said``."""

    ours: Served
    _start: tuple[float, float, float] = (0, 0, 0)

    def __post_init__(self) -> None:
        self._start = self._now()

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), _busy(), self.ours.cpu() + time.process_time()

    def said(self) -> dict[str, float]:
        """Load, and the share of the cores that others took."""
        (at, busy, own), (was, before, ours) = self._now(), self._start
        share = max(busy - before - own + ours, 0) / (at - was) / (os.cpu_count() or 1)
        return {"others": round(share, 3), "load": round(os.getloadavg()[0], 2)}
