"""The worker and its jobs as real processes: done, ended, killed, found."""

import os
import signal
import time
from pathlib import Path

import pytest

ASK = """
job = services.start(values.get("kind", "export"), "睡一觉", values["params"],
                     by=cast.person("mo"), office=cast.office("jianghai"), now=now)
answer = job.number
"""


def ask(machine, kind="export", **params):
    return machine.do(ASK, kind=kind, params=params)


def process_of(machine, number):
    return int(machine.job(number)["worker"].split(":")[1])


def child_of(machine, number):
    """The process that works the job, found by its words."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--tell-to" in words and number.encode() in words:
            return int(folder.name)
    return None


@pytest.mark.slow
def test_a_job_runs_in_a_process_of_its_own_and_says_how_far_it_is(machine):
    number = ask(machine, seconds=4)
    worker = machine.start("work")
    running = machine.until(
        lambda: (job := machine.job(number))["state"] == "running" and job["progress"] and job
    )
    assert running["message"].startswith("第")
    done = machine.until_job(number, "done")
    assert done["result"]["pid"] not in (worker.pid, process_of(machine, number))
    assert (done["attempt"], done["progress"], done["message"]) == (1, 1.0, "")


def test_a_killed_worker_leaves_a_job_that_is_found_lost_and_can_run_again(machine):
    number = ask(machine, seconds=60)
    first = machine.start("work", "--skip-checks")
    child = machine.until(lambda: child_of(machine, number))
    machine.until_job(number, "running")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    machine.until(lambda: child_of(machine, number) is None)  # nobody computes on unseen
    assert (machine.job(number)["state"], child > 0) == ("running", True)

    machine.start("work", "--skip-checks")
    lost = machine.until_job(number, "lost")
    assert lost["problem"]["code"] == "job-lost"
    assert "再次运行" in lost["problem"]["cure"]

    machine.do(
        "job = Job.objects.get(number=values['number']); job.params = {'seconds': 0.2}; job.save()\n"
        "services.again(job, by=cast.person('mo'), now=now)",
        number=number,
    )
    assert machine.until_job(number, "done")["attempt"] == 2


@pytest.mark.slow
def test_a_killed_job_fails_and_says_by_what(machine):
    number = ask(machine, seconds=60)
    machine.start("work")
    child = machine.until(lambda: child_of(machine, number))
    os.kill(child, signal.SIGKILL)
    failed = machine.until_job(number, "failed")
    assert failed["problem"]["code"] == "job-died"
    assert "SIGKILL" in failed["problem"]["why"]


@pytest.mark.slow
def test_the_wish_for_the_end_is_heard_and_the_deaf_are_killed(machine):
    hearing, deaf = ask(machine, seconds=60), ask(machine, seconds=60, deaf=True)
    machine.start("work", "--hands", "2")
    for number in (hearing, deaf):
        machine.until_job(number, "running")
    machine.until(lambda: child_of(machine, deaf) and machine.job(deaf)["progress"])
    machine.do("for job in Job.objects.all(): services.cancel(job, by=cast.person('mo'), now=now)")
    for number in (hearing, deaf):
        assert machine.until_job(number, "cancelled")["problem"] == {}
        assert child_of(machine, number) is None


@pytest.mark.slow
def test_a_worker_told_to_stop_puts_its_job_back_for_the_next(machine):
    number = ask(machine, seconds=5)
    first = machine.start("work")
    machine.until(lambda: machine.job(number)["progress"])
    first.send_signal(signal.SIGTERM)
    assert first.wait(200) == 0
    assert machine.job(number)["state"] == "queued"
    machine.start("work")
    assert machine.until_job(number, "done")["attempt"] == 2


@pytest.mark.slow
def test_a_failing_job_names_the_error_but_nobodys_data(machine):
    number = ask(machine, kind="read")
    done = machine.run("job", number)
    assert done.returncode == 1
    assert "RuntimeError" in machine.job(number)["problem"]["why"]
    assert "王小明" not in str(machine.job(number))


@pytest.mark.slow
def test_a_kind_nobody_works_is_said_so(machine):
    number = ask(machine, kind="nix")
    machine.run("job", number)
    assert machine.job(number)["problem"]["code"] in ("job-no-handler", "unexpected")


@pytest.mark.slow
def test_a_job_that_is_not_waiting_is_not_run_twice(machine):
    number = ask(machine, seconds=0.1)
    assert machine.run("job", number).returncode == 0
    again = machine.run("job", number)
    assert again.returncode == 1
    assert "There is no" in machine.run("job", "NOBODY").stderr
    assert machine.job(number)["attempt"] == 1


@pytest.mark.slow
def test_the_idle_worker_sleeps(machine):
    worker = machine.start("work")
    machine.until(lambda: "running" in worker.log.read_text())
    time.sleep(2)
    before = cpu(worker.pid)
    time.sleep(4)
    assert cpu(worker.pid) - before < 0.4  # seconds of four


def cpu(pid):
    fields = Path(f"/proc/{pid}/stat").read_text("utf8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
