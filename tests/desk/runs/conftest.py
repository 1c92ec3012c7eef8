"""A whole desk on disk, its commands run as processes, as an administrator runs them."""

import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import once
import pytest

HERE = Path(__file__).parent
PATIENCE = 180.0
"""Seconds until a story gives up; how fast the machine is decides nothing before that."""
SERVER = os.environ.get("XIEZHI_DESK_DATABASE", "")


class Machine:
    """A desk of its own: folder, database, processes."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database
        self.env = {
            **os.environ,
            "XIEZHI_DESK_HOME": str(home),
            "XIEZHI_DESK_DATABASE": database,
            "DJANGO_SETTINGS_MODULE": "sleepy.settings",
            "PYTHONPATH": os.pathsep.join(
                [*filter(None, [os.environ.get("PYTHONPATH")]), str(HERE), str(HERE.parent)]
            ),
            "PYTHONUNBUFFERED": "1",
        }
        self.started: list[subprocess.Popen] = []

    def run(self, *words: str, **more) -> subprocess.CompletedProcess:
        """One command to its end."""
        command = [sys.executable, "-m", "xiezhi_desk", *map(str, words)]
        env = {**self.env, **more.pop("env", {})}
        return subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False, **more
        )

    def start(self, *words: str, **env: str) -> subprocess.Popen:
        """A command that goes on; ended with the test."""
        log = (self.home / f"{words[0]}-{len(self.started)}.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "xiezhi_desk", *map(str, words)],
            env={**self.env, **env},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        process.log = Path(log.name)
        self.started.append(process)
        return process

    def do(self, code: str, **values):
        """Python inside the desk; what it puts into ``answer`` comes back."""
        script = (
            "import json, sys, django; django.setup()\n"
            "from django.utils import timezone; now = timezone.now(); answer = None\n"
            "import cast\nfrom xiezhi_desk.runs.records import *\n"
            "from xiezhi_desk.runs import services\n"
            f"values = json.loads({json.dumps(json.dumps(values))})\n"
            f"{code}\nprint('\\n' + json.dumps(answer, default=str))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def rows(self, sql: str) -> list[tuple]:
        """Rows of the desk's database, asked beside it."""
        if not self.database:
            with sqlite3.connect(self.home / "desk.sqlite3", timeout=10) as connection:
                return connection.execute(sql).fetchall()
        import psycopg

        with psycopg.connect(self.database, autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    def job(self, number: str) -> dict:
        names = ("state", "attempt", "worker", "progress", "message", "result", "problem")
        row = self.rows(f"select {', '.join(names)} from runs_job where number = '{number}'")[0]
        found = dict(zip(names, row, strict=True))
        for name in ("result", "problem"):
            if isinstance(found[name], str):
                found[name] = json.loads(found[name])
        return found

    def until(self, what, seconds: float = PATIENCE):
        """Wait until it is true; what it is then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := what():
                return value
            time.sleep(0.1)
        logs = "\n".join(process.log.read_text() for process in self.started)
        raise AssertionError(f"it did not come about in {seconds} s; the processes said:\n{logs}")

    def until_job(self, number: str, *states: str, seconds: float = PATIENCE) -> dict:
        return self.until(
            lambda: (job := self.job(number))["state"] in states and job, seconds=seconds
        )

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _address(name: str) -> str:
    parts = urlsplit(SERVER)
    return urlunsplit(parts._replace(path=f"/{name}"))


def _on_server(sql: str) -> None:
    import psycopg

    with psycopg.connect(_address("postgres"), autocommit=True) as connection:
        connection.execute(sql)


def _migrate(machine: Machine) -> None:
    done = machine.run("migrate", "-v", "0")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def blank(tmp_path_factory, request, django_db_setup):
    """A desk that was set up and has nobody in it yet: made once, copied for each story.

    Its tables are those of the suite's own database, which the same migrations made.
    """
    home, name = tmp_path_factory.mktemp("blank"), ""
    if SERVER:
        name = f"blank_{secrets.token_hex(4)}"
        _on_server(f"CREATE DATABASE {name}")
        _migrate(Machine(home, _address(name)))
    else:
        with once.alone(once.shared(tmp_path_factory, request.config), once.MIGRATED) as made:
            if not made.exists():  # no other story of this run needs a database
                _migrate(Machine(home, ""))
                shutil.copy(home / "desk.sqlite3", made)
        shutil.copy(made, home / "desk.sqlite3")
    yield home, name
    if SERVER:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def another(blank, tmp_path):
    """Makes desks of their own: on the server named, or (``database=""``) on SQLite."""
    home, name = blank
    made: list[Machine] = []

    def make(database: str | None = None) -> Machine:
        own = tmp_path / f"desk{len(made)}"
        shutil.copytree(home, own)
        if not SERVER:
            made.append(Machine(own, ""))
        elif database == "":
            made.append(Machine(own, ""))
            assert made[-1].run("migrate", "-v", "0").returncode == 0
        else:
            mine = f"story_{secrets.token_hex(4)}"
            _on_server(f"CREATE DATABASE {mine} TEMPLATE {name}")
            made.append(Machine(own, _address(mine)))
        (own / "secret.key").write_text(secrets.token_hex(20))
        return made[-1]

    yield make
    for one in made:
        one.close()
        if one.database:
            _on_server(f"DROP DATABASE {urlsplit(one.database).path[1:]} WITH (FORCE)")


@pytest.fixture
def machine(another):
    """A desk of its own for one story."""
    return another()
