"""Inside a job's own process: call the handler, tell the supervisor, end when it is gone."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
import traceback
from typing import Any

from xiezhi_desk.runs.problems import Refused, problem, unexpected
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.slots import Stopped, handlers
from xiezhi_desk.runs.states import JobKind, JobState

__all__ = ["Line", "work_here"]

TELL_SECONDS = 0.3
ORPHAN_SECONDS = 5.0


class Line:
    """The line to the supervisor: JSON, one message a line."""

    def __init__(self, descriptor: int) -> None:
        self.file = os.fdopen(descriptor, "w", encoding="utf8", buffering=1)
        self.told_at = 0.0
        self.words = ("", "")

    def tell(self, part: float | None, zh: str = "", en: str = "") -> None:
        """Say how far it is; what comes too quickly after the last is left out."""
        now = time.monotonic()
        words = (zh or self.words[0], en or zh or self.words[1])
        if words == self.words and now - self.told_at < TELL_SECONDS:
            return
        self.told_at, self.words = now, words
        part = None if part is None else min(1.0, max(0.0, part))
        self._say({"part": part, "zh": words[0], "en": words[1]})

    def end(self, state: JobState, **values: Any) -> None:
        """Say how it ended."""
        self._say({"end": state, **values})

    def _say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.file.write(json.dumps(message, ensure_ascii=False) + "\n")


def work_here(number: str, descriptor: int) -> None:
    """Work a job in this process.

    Args:
        number: The job's number.
        descriptor: Where the supervisor listens; its end of our standard input says it lives.
    """
    line = Line(descriptor)
    wished = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: wished.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(wished,), daemon=True).start()
    with contextlib.suppress(OSError):
        os.nice(5)  # the pages go before
    job = Job.objects.select_related("office", "asked_by").get(number=number)
    try:
        handler = handlers.get(JobKind(job.kind))
        if handler is None:
            raise Refused([_nobody(job)])
        line.end(JobState.DONE, result=handler(job, line.tell, wished.is_set))
    except Stopped:
        line.end(JobState.CANCELLED)
    except Refused as refused:
        line.end(JobState.FAILED, problem={**refused.first, "all": refused.problems})
    except Exception as error:  # noqa: BLE001  (told to a person as the job's problem, and logged)
        traceback.print_exc(file=sys.stderr)
        line.end(JobState.FAILED, problem=unexpected(error, where=number))


def _end_with_parent(wished: threading.Event) -> None:
    """Standard input ends when the supervisor dies: then so do we."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdin.buffer.read()
    wished.set()
    time.sleep(ORPHAN_SECONDS)
    os._exit(70)


def _nobody(job: Job) -> dict[str, Any]:
    return problem(
        ("没有程序处理这种任务。", "Nothing works this kind of job."),
        (job.kind, job.kind),
        ("请升级后再次运行。", "Upgrade, then run it again."),
        where=job.number,
        code="job-no-handler",
    )
