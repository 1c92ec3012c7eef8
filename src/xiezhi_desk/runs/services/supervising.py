"""A job in a process of its own: it can be ended, its memory comes back, its death is seen."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from xiezhi_desk.runs.problems import problem
from xiezhi_desk.runs.services.keeping import beat, claim, end, patiently
from xiezhi_desk.runs.states import JobState

if TYPE_CHECKING:
    from xiezhi_desk.runs.records import Job

__all__ = ["BEAT_SECONDS", "stopping", "supervise"]

BEAT_SECONDS = 2.0

stopping = threading.Event()
"""Set when the worker is told to stop: what runs is put back into the queue."""


def supervise(job_id: int) -> str:
    """Claim a job, start its process, keep its row alive, write its end.

    Returns:
        The state it ended in; ``skipped`` when there was nothing to claim.
    """
    job = patiently(lambda: claim(job_id, timezone.now()))
    if job is None:
        return "skipped"
    with _Child(job) as child:
        child.follow()
        state, values = child.outcome()
    patiently(lambda: end(job, state, timezone.now(), **values))
    return str(state)


class _Child:
    """The process of one job, its lines and its end."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.told: dict[str, Any] = {}
        self.last: dict[str, Any] = {}
        self.asked_to_end: str = ""
        self.asked_at = 0.0
        self.buffer = b""

    def __enter__(self) -> _Child:
        self.read_end, write_end = os.pipe()
        self.errors: IO[bytes] = tempfile.TemporaryFile()
        command = [sys.executable, "-m", "xiezhi_desk", "job", self.job.number]
        try:
            self.process = subprocess.Popen(  # noqa: S603  (our own program)
                [*command, "--tell-to", str(write_end)],
                stdin=subprocess.PIPE,  # its end tells the child that we are gone
                stdout=self.errors,
                stderr=self.errors,
                pass_fds=(write_end,),
                start_new_session=True,
            )
        finally:
            os.close(write_end)
        return self

    def __exit__(self, *_: object) -> None:
        self._signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.read_end)
        if self.process.stdin:
            self.process.stdin.close()
        self.errors.close()

    def follow(self) -> None:
        """Read lines and beat until the process has ended."""
        beaten = time.monotonic()
        with selectors.DefaultSelector() as ready:
            ready.register(self.read_end, selectors.EVENT_READ)
            while self._read(ready):
                now = time.monotonic()
                if now - beaten >= BEAT_SECONDS:
                    self._beat()
                    beaten = now
                if stopping.is_set():
                    self._ask_to_end("stop")
                if self.asked_to_end and now - self.asked_at > settings.JOB_GRACE_SECONDS:
                    self._signal(signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(settings.JOB_GRACE_SECONDS)

    def _read(self, ready: selectors.BaseSelector) -> bool:
        """Take what the child said; False at its end."""
        if not ready.select(timeout=0.5):
            return self.process.poll() is None
        piece = os.read(self.read_end, 1 << 16)
        if not piece:
            return False
        *lines, self.buffer = (self.buffer + piece).split(b"\n")
        for line in lines:
            self._take(json.loads(line))
        return True

    def _take(self, line: dict[str, Any]) -> None:
        if "end" in line:
            self.last = line
            return
        self.told = {"progress": line["part"]}
        if line["zh"] or line["en"]:
            self.told |= {"message": line["zh"][:300], "message_en": line["en"][:300]}

    def _beat(self) -> None:
        told, self.told = self.told, {}
        try:
            wish = beat(self.job, told, timezone.now())
        except OperationalError:
            self.told = told | self.told
            close_old_connections()
            return  # a locked database: the next beat says it
        if wish is None:
            self._ask_to_end("lost")
        elif wish == "cancel":
            self._ask_to_end("cancel")

    def _ask_to_end(self, why: str) -> None:
        if not self.asked_to_end:
            self.asked_to_end, self.asked_at = why, time.monotonic()
            self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def outcome(self) -> tuple[JobState, dict[str, Any]]:
        """State and values the job ended with."""
        said = self.last.get("end")
        if said == JobState.DONE:
            return JobState.DONE, {"result": self.last["result"], "progress": 1.0, **_QUIET}
        if said == JobState.FAILED:
            return JobState.FAILED, {"problem": self.last["problem"], **_QUIET}
        if self.asked_to_end == "stop":
            return JobState.QUEUED, {
                "message": "服务停止，任务已放回队列。",
                "message_en": "The service stopped; the job is back in the queue.",
                "worker": "",
            }
        if self.asked_to_end == "cancel":
            return JobState.CANCELLED, {**_QUIET}
        return JobState.FAILED, {"problem": self._died(), **_QUIET}

    def _died(self) -> dict[str, Any]:
        code = self.process.returncode
        self.errors.seek(0, os.SEEK_END)
        self.errors.seek(max(0, self.errors.tell() - 4000))
        sys.stderr.write(self.errors.read().decode("utf8", "replace"))
        if code is not None and code < 0:
            name = signal.Signals(-code).name
            why = (
                f"进程被信号 {name} 终止，常见原因是内存不足。",
                f"{name} ended its process; most often the memory ran out.",
            )
        else:
            why = (f"进程以代码 {code} 退出。", f"Its process left with code {code}.")
        return problem(
            ("任务的进程中途退出，没有完成。", "The job's process ended before the job did."),
            why,
            (
                "再次运行；若反复出现，请减少所选模型或增加内存。",
                "Run it again; if it happens again choose fewer models or add memory.",
            ),
            where=self.job.number,
            code="job-died",
        )


_QUIET = {"message": "", "message_en": ""}
