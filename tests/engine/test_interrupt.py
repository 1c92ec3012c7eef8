"""Ctrl-C while the engine computes: the process ends at once and leaves nothing behind."""

import signal
import subprocess
import sys
import time
from pathlib import Path

# a shell that starts the suite in the background hands down a deaf ear for Ctrl-C
SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from xiezhi.engine.base import Limits
from xiezhi.engine.duckdb import DuckDBEngine

def told(purpose, part):
    print(purpose, flush=True)

limits = Limits(memory=128 << 20, threads=1, spill=Path(sys.argv[1]))
with DuckDBEngine().session((), limits, told) as session:
    session.fetch("SELECT sum(i * j % 7) FROM range(3000000) a(i), range(3000000) b(j)", "long")
"""


def test_ctrl_c_ends_a_long_statement_and_removes_the_spill_folder(tmp_path: Path):
    spill = tmp_path / "spill"
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(spill)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "long\n"
    assert any(spill.iterdir())
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, said = process.communicate(timeout=60)
    assert time.monotonic() - started < 30
    assert process.returncode != 0
    assert said.rstrip().splitlines()[-1].startswith("KeyboardInterrupt")
    assert list(spill.iterdir()) == []
