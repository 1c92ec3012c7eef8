"""Disposing of data as an administrator does it: the command, and a worker killed on the way.

Slow for its dozen processes: what a disposal does, cut off or not, is told in one process by
``library/test_disposal.py`` and ``shelf/test_disposals.py``.
"""

import fcntl
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "library"))
import pytest
from two_tables import filled

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
TABLE = "land_violation"
PEOPLE = "cast.province(); [cast.person(one) for one in ('shu', 'zong')]"
STATE = """
from xiezhi_desk.shelf.records import Disposal
one = Disposal.objects.get()
answer = [one.state, one.record, one.stopped, one.job.number if one.job else ""]
"""


def asked(machine):
    filled(machine.home).rename(machine.home / "workspace")
    machine.do(PEOPLE)
    done = machine.run("dispose", "--ask", TABLE, "--reason", "使用期限届满", "--by", "shu")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def held(machine):
    """Parquet files of the table, wherever they lie in the workspace."""
    found = (machine.home / "workspace").rglob("*.parquet")
    return [path for path in found if TABLE in str(path)]


def test_asked_by_one_and_carried_out_by_another_from_the_command_line(machine):
    number = asked(machine)
    assert held(machine)
    assert f"{number}  {TABLE}  shu  待确认" in machine.run("dispose").stdout
    refused = machine.run("dispose", number, "--by", "shu")
    assert (refused.returncode, "职责" in refused.stderr) == (1, True), refused.stderr
    done = machine.run("dispose", number, "--by", "zong")
    assert done.stdout.strip() == f"{number}: D-0001", done.stderr
    assert machine.do(STATE)[:3] == ["done", "D-0001", False]
    assert held(machine) == []
    assert machine.run("dispose", number).stdout.strip() == f"{number}: D-0001"


def test_a_killed_worker_leaves_a_disposal_that_is_found_and_ends_complete(machine):
    number = asked(machine)
    with (machine.home / "workspace" / ".lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        command = machine.start("dispose", number, "--by", "zong")
        job = machine.until(lambda: machine.do(STATE)[3])
        machine.until_job(job, "running")
        os.kill(command.pid, signal.SIGKILL)
        command.wait()
        worker = machine.start("work")
        lost = machine.until_job(job, "lost")
    assert "再次运行" in lost["problem"]["cure"]
    assert machine.do(STATE)[2]
    assert "中断" in machine.run("dispose").stdout
    worker.kill()
    worker.wait()
    done = machine.run("dispose", number, "--by", "zong")
    assert done.stdout.strip() == f"{number}: D-0001", done.stderr
    assert machine.job(job)["attempt"] == 2
