"""What the worker does between jobs: at night, for the forgotten, against what is left over."""

import datetime as dt
import os

import cast
import pytest
from django_tasks_db.models import DBTaskResult

from xiezhi_desk.runs import slots, store
from xiezhi_desk.runs.moments import SHANGHAI
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.services import reaping, start
from xiezhi_desk.runs.states import JobKind, JobState
from xiezhi_desk.runs.work import loop


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME, settings.BUNDLES = tmp_path, tmp_path / "bundles"


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def job(**fields):
    made = start(
        JobKind.RUN, "x", {}, by=cast.person("mo"), office=cast.office("jianghai"), now=cast.NOW
    )
    Job.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def test_the_nights_work_is_done_once_a_night(monkeypatch):
    nights = []
    monkeypatch.setattr(slots, "nightly", [nights.append])
    for moment in ("2031-03-10T02:59", "2031-03-10T03:00", "2031-03-10T23:00", "2031-03-11T04:00"):
        loop._nightly(at(moment))
    assert nights == [at("2031-03-10T03:00"), at("2031-03-11T04:00")]


@pytest.mark.django_db
def test_a_round_that_fails_does_not_keep_the_others_from_theirs(monkeypatch):
    from django.db import OperationalError

    def locked(now):
        raise OperationalError("database is locked")

    done = []
    monkeypatch.setattr(loop, "reap", locked)
    monkeypatch.setattr(loop, "run_due", done.append)
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)
    loop.housework(cast.NOW)
    assert done == [cast.NOW]


@pytest.mark.django_db
def test_a_waiting_job_the_queue_forgot_is_put_in_again():
    one = job()
    DBTaskResult.objects.all().delete()  # as after a restored backup
    later = cast.NOW + dt.timedelta(minutes=2)
    assert reaping.requeue(later) == 1
    assert reaping.requeue(later) == 0
    assert DBTaskResult.objects.get().args_kwargs["args"] == [one.pk]


@pytest.mark.django_db
def test_a_job_on_another_machine_is_lost_only_after_a_long_silence():
    job(state=JobState.RUNNING, worker="elsewhere:4711:1", heartbeat_at=cast.NOW)
    assert reaping.reap(cast.NOW + dt.timedelta(seconds=100)) == []
    assert len(reaping.reap(cast.NOW + dt.timedelta(seconds=200))) == 1


@pytest.mark.django_db
def test_a_silent_worker_that_still_runs_is_left_alone():
    from xiezhi_desk.runs.services.keeping import me

    job(state=JobState.RUNNING, worker=me(), heartbeat_at=cast.NOW)
    assert reaping.reap(cast.NOW + dt.timedelta(hours=2)) == []


@pytest.mark.django_db
def test_a_number_of_a_process_that_was_used_again_is_not_the_old_one():
    from xiezhi_desk.runs.services.keeping import me

    host, pid, _ = me().rsplit(":", 2)
    job(state=JobState.RUNNING, worker=f"{host}:{pid}:17", heartbeat_at=cast.NOW)
    assert len(reaping.reap(cast.NOW)) == 1


def test_what_was_left_of_long_ago_is_swept_and_what_is_new_stays(tmp_path):
    for name in ("uploads/old", "uploads/new", "scratch/old", "bundles/.incoming/old"):
        (tmp_path / name).mkdir(parents=True)
        if name.endswith("old"):
            os.utime(tmp_path / name, (1000, 1000))
    assert store.sweep(2000) == 3
    assert [one.name for one in (tmp_path / "uploads").iterdir()] == ["new"]
