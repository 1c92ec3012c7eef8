"""Runs a measurement on SQLite and on a PostgreSQL of its own, each in a folder of its own."""

import os
import shutil
import tempfile
from pathlib import Path

from bench.process import Run, run

ROOT = Path(__file__).parents[2]
ENGINES = ("sqlite", "postgresql")


def on(engine: str, args: list[str], home: Path | None = None) -> Run:
    """The measurement on an engine; ``home`` keeps what it left, else it is gone afterwards."""
    folder = home or Path(tempfile.mkdtemp(prefix="xiezhi-bench-"))
    env = {
        "XIEZHI_DESK_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "xiezhi_desk.settings.testing",
        "XIEZHI_POSTGRES_SAFE": "1",
    }
    try:
        if engine == "sqlite":
            return run(args, env={**env, "XIEZHI_DESK_DATABASE": ""})
        script = "import os, sys, subprocess; sys.exit(subprocess.run(sys.argv[1:]).returncode)"
        command = ["-c", script, str(ROOT / ".ci/postgres"), os.sys.executable, *args]
        return run(command, env=env)
    finally:
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)
