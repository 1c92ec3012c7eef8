"""A command as a whole process: seconds, peak memory, its last line as JSON.

On a machine that others use as well, ``XIEZHI_BENCH_OTHERS=0.05`` lets only runs count during which
other processes took at most a twentieth of the cores; a run is repeated until one does, for as long
as ``XIEZHI_BENCH_PATIENCE`` seconds (an hour), then the least disturbed is taken.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One finished process: wall and CPU seconds, peak resident MB, what it said, and the share of
    the machine's cores that others took meanwhile.
    """

    wall: float
    cpu: float
    peak_mb: float
    said: dict
    others: float = 0.0


def run(code_or_args: list[str], *, env: dict[str, str] | None = None) -> Run:
    """Run ``python <args>``; again and again where it has to be undisturbed."""
    most = float(os.environ.get("XIEZHI_BENCH_OTHERS", "1"))
    until = time.monotonic() + float(os.environ.get("XIEZHI_BENCH_PATIENCE", "3600"))
    best: Run | None = None
    while best is None or (best.others > most and time.monotonic() < until):
        if most < 1:
            _wait_for_quiet(most, until)
        one = _run(code_or_args, env)
        if best is None or one.others < best.others:
            best = one
    return best


def _run(code_or_args: list[str], env: dict[str, str] | None) -> Run:
    """Run it once and account for it with the system's own figures (wait4)."""
    start, before, own = time.perf_counter(), _busy(), time.process_time()
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
    cpu = used.ru_utime + used.ru_stime
    others = _busy() - before - cpu - (time.process_time() - own)
    return Run(
        wall,
        cpu,
        used.ru_maxrss / 1024,
        json.loads(last) if last.startswith("{") else {},
        max(others, 0) / wall / (os.cpu_count() or 1),
    )


def _busy() -> float:
    """Seconds that all cores together have worked, or were taken from this machine (Linux)."""
    try:
        words = Path("/proc/stat").read_text("ascii").split()[1:9]
        user, nice, system, _, _, irq, soft, steal = map(int, words)
    except OSError:
        return 0.0
    return (user + nice + system + irq + soft + steal) / os.sysconf("SC_CLK_TCK")


def _wait_for_quiet(most: float, until: float) -> None:
    """Until others have been quiet for two seconds, or patience ends."""
    while time.monotonic() < until:
        before = _busy()
        time.sleep(2)
        if (_busy() - before) / 2 / (os.cpu_count() or 1) <= most:
            return


def median(args: list[str], *, times: int = 5, warmup: int = 1, **kwargs: object) -> Run:
    """The run with the median wall time of ``times`` runs after ``warmup``."""
    for _ in range(warmup):
        run(args, **kwargs)
    runs = sorted((run(args, **kwargs) for _ in range(times)), key=lambda one: one.wall)
    return runs[statistics.median_low(range(times))]
