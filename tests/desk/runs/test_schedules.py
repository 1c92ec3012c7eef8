"""Schedules: due in Beijing's time, made up for once, never twice at once."""

import datetime as dt

import cast
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.runs.moments import SHANGHAI, next_moment
from xiezhi_desk.runs.records import Job, Schedule
from xiezhi_desk.runs.services import schedules
from xiezhi_desk.runs.states import JobState


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("every", "on_day", "hour", "after", "then"),
    [
        ("day", 1, 6, "2031-03-10T05:59", "2031-03-10T06:00"),
        ("day", 1, 6, "2031-03-10T06:00", "2031-03-11T06:00"),
        ("week", 1, 6, "2031-03-10T05:00", "2031-03-10T06:00"),  # a Monday
        ("week", 1, 6, "2031-03-10T06:30", "2031-03-17T06:00"),
        ("week", 7, 23, "2031-03-10T06:30", "2031-03-16T23:00"),
        ("month", 31, 2, "2031-02-01T00:00", "2031-02-28T02:00"),
        ("month", 31, 2, "2031-02-28T02:00", "2031-03-31T02:00"),
        ("month", 29, 0, "2032-02-10T00:00", "2032-02-29T00:00"),
        ("month", 1, 6, "2031-12-01T07:00", "2032-01-01T06:00"),
    ],
)
def test_the_next_moment(every, on_day, hour, after, then):
    assert next_moment(every, on_day, hour, at(after)) == at(then)


@given(
    st.sampled_from(["day", "week", "month"]),
    st.integers(1, 31),
    st.integers(0, 23),
    st.integers(946_684_800, 3_786_912_000).map(
        lambda second: dt.datetime.fromtimestamp(second, dt.UTC)
    ),
)
def test_it_is_later_and_soon_and_nothing_lies_between(every, on_day, hour, after):
    on_day = min(on_day, 7) if every == "week" else on_day
    then = next_moment(every, on_day, hour, after)
    most = {"day": 1, "week": 7, "month": 31}[every]
    assert after < then <= after + dt.timedelta(days=most)
    assert (then.astimezone(SHANGHAI).hour, then.minute) == (hour, 0)
    assert next_moment(every, on_day, hour, then - dt.timedelta(seconds=1)) == then


def morning(**fields):
    made = schedules.schedule(
        "每日运行",
        ["sentence-end"],
        "day",
        1,
        6,
        by=cast.person("mo"),
        office=cast.office("jianghai"),
        now=at("2031-03-10T05:00"),
    )
    Schedule.objects.filter(pk=made.pk).update(**fields)
    return Schedule.objects.get()


@pytest.mark.django_db
def test_a_due_schedule_starts_a_job_of_its_maker_and_its_office():
    morning()
    assert schedules.run_due(at("2031-03-10T05:59")) == []
    (job,) = schedules.run_due(at("2031-03-10T06:00"))
    assert (job.params["models"], job.asked_by.username) == (["sentence-end"], "mo")
    assert job.office.code == "jianghai"
    assert Schedule.objects.get().next_at == at("2031-03-11T06:00")


@pytest.mark.django_db
def test_what_was_missed_for_days_runs_once():
    morning()
    assert len(schedules.run_due(at("2031-03-20T09:00"))) == 1
    assert schedules.run_due(at("2031-03-20T09:01")) == []
    assert Schedule.objects.get().next_at == at("2031-03-21T06:00")


@pytest.mark.django_db
def test_while_the_last_run_goes_on_no_other_starts_then_it_does():
    morning()
    (first,) = schedules.run_due(at("2031-03-10T06:00"))
    assert schedules.run_due(at("2031-03-11T06:00")) == []
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)
    assert len(schedules.run_due(at("2031-03-11T06:05"))) == 1


@pytest.mark.django_db
def test_a_paused_schedule_starts_nothing_and_makes_up_for_nothing():
    one = morning()
    schedules.switch(one, active=False, by=cast.person("mo"), now=at("2031-03-10T05:30"))
    assert schedules.run_due(at("2031-03-12T06:00")) == []
    schedules.switch(one, active=True, by=cast.person("mo"), now=at("2031-03-12T07:00"))
    assert Schedule.objects.get().next_at == at("2031-03-13T06:00")
    assert Entry.objects.filter(action="schedule.paused").exists()


@pytest.mark.django_db
def test_two_workers_start_it_once(monkeypatch):
    one = morning()
    stale = Schedule.objects.select_related("last_job").get(pk=one.pk)
    assert len(schedules.run_due(at("2031-03-10T06:00"))) == 1
    assert schedules._start(stale, at("2031-03-10T06:00")) is None  # read before the other wrote
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_the_page_sets_changes_and_removes_one(client):
    browser = cast.signed_in(client, "mo")
    form = {
        "title": "每周",
        "models": ["sentence-end-date"],
        "every": "week",
        "on_day": "9",
        "at_hour": "6",
    }
    assert "每周只有 1 到 7" in browser.post("/runs/schedules/new/", form).content.decode()
    model = first_model()
    form |= {"on_day": "2", "models": [model]}
    assert browser.post("/runs/schedules/new/", form).status_code == 302
    one = Schedule.objects.get()
    assert (one.every, one.on_day, one.model_ids) == ("week", 2, [model])
    assert "每周二 06:00" in browser.get("/runs/schedules/").content.decode()
    browser.post(f"/runs/schedules/{one.number}/", form | {"at_hour": "22"})
    assert Schedule.objects.get().at_hour == 22
    browser.post(f"/runs/schedules/{one.number}/switch/")
    assert not Schedule.objects.get().active
    assert (
        cast.signed_in(client, "lin").post(f"/runs/schedules/{one.number}/remove/").status_code
        == 403
    )
    cast.signed_in(client, "mo").post(f"/runs/schedules/{one.number}/remove/")
    assert not Schedule.objects.exists()


def first_model():
    from xiezhi_desk.library.models import catalogue

    return catalogue()[0].id
