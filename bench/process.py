"""A command as a whole process: seconds, peak memory, its last line as JSON."""

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """One finished process: wall and CPU seconds, peak resident MB, what it said."""

    wall: float
    cpu: float
    peak_mb: float
    said: dict


def run(code_or_args: list[str], *, env: dict[str, str] | None = None) -> Run:
    """Run ``python <args>`` and account for it with the system's own figures (wait4)."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *code_or_args],
        stdout=subprocess.PIPE,
        env={**os.environ, **(env or {})},
        text=True,
    )
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        message = f"{code_or_args} ended with {process.returncode}"
        raise RuntimeError(message)
    lines = said.strip().splitlines()
    last = lines[-1] if lines else "{}"
    return Run(
        wall,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
        json.loads(last) if last.startswith("{") else {},
    )


def median(args: list[str], *, times: int = 5, warmup: int = 1, **kwargs: object) -> Run:
    """The run with the median wall time of ``times`` runs after ``warmup``."""
    for _ in range(warmup):
        run(args, **kwargs)
    runs = sorted((run(args, **kwargs) for _ in range(times)), key=lambda one: one.wall)
    return runs[statistics.median_low(range(times))]
