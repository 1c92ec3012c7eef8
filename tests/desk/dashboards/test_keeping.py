"""What administrators, a data steward and a model maker see first in the morning."""

import datetime as dt

import cast as people
import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Duty, DutyKind, Invitation, Person
from xiezhi_desk.audit.services import record
from xiezhi_desk.dashboards.selectors.keeping import (
    ending_duties,
    idle_people,
    kept,
    latest_entries,
)
from xiezhi_desk.runs.records import Job, JobKind, JobState
from xiezhi_desk.shelf.records import Upload

pytestmark = pytest.mark.django_db

NOW = people.NOW
DAY = dt.timedelta(days=1)


def shown(name):
    tiles = kept(PersonAccess(people.person(name)), NOW)
    return {one.title: (one.value, one.tone) for one in tiles}


def job(state, asked, **fields):
    return Job.objects.create(
        kind=JobKind.RUN,
        state=state,
        title="运行",
        office=people.office("qingpu"),
        asked_at=asked,
        **fields,
    )


def test_the_system_administrator_sees_backups_jobs_and_accounts():
    assert shown("xi")["最近一次备份"] == ("从未", "bad")
    record(by=None, action="backup.made", now=NOW - 3 * DAY)
    job(JobState.FAILED, NOW - DAY, ended_at=NOW - DAY)
    job(JobState.FAILED, NOW - 30 * DAY, ended_at=NOW - 30 * DAY)
    job(JobState.QUEUED, NOW - dt.timedelta(minutes=11))
    job(JobState.QUEUED, NOW - dt.timedelta(minutes=2))
    lin = people.person("lin")
    lin.last_login = NOW - 100 * DAY
    lin.save()
    Person.objects.filter(username="xi").update(last_login=NOW)
    Invitation.objects.create(person=lin, digest="a", at=NOW, expires_at=NOW + DAY)
    tiles = shown("xi")
    assert tiles["最近一次备份"] == ("3 天前", "warn")
    assert tiles["近 7 日失败或中断的任务"] == ("1", "warn")
    assert tiles["任务等待超过 10 分钟，请检查处理进程"] == ("1", "bad")
    assert tiles["未使用的一次性链接"][0] == "1"
    assert tiles["90 日未登录的账号"][0] == "1"
    assert idle_people(PersonAccess(people.person("xi")), NOW) == [lin]


def test_the_security_administrator_sees_locks_failures_and_duties_that_end():
    lin = people.person("lin")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        record(by=None, action="person.sign_in_failed", thing=f"person:{lin.number}", now=NOW)
    record(by=None, action="person.sign_in_failed", thing="", now=NOW - 2 * DAY)
    AccessAttempt.objects.create(
        username="lin",
        ip_address="10.0.0.7",
        failures_since_start=settings.AXES_FAILURE_LIMIT,
        path_info="/sign-in/",
    )
    AccessAttempt.objects.update(attempt_time=NOW)
    duty = Duty.objects.get(person=lin)
    duty.until = (NOW + 5 * DAY).date()
    duty.save()
    tiles = shown("fang")
    assert tiles["正被锁定的账号"] == ("1", "bad")
    assert tiles["近 24 小时登录失败"] == (str(settings.AXES_FAILURE_LIMIT), "warn")
    assert tiles["14 日内到期的职责"][0] == "1"
    assert ending_duties(PersonAccess(people.person("fang")), NOW.date()) == [duty]


def test_the_audit_administrator_sees_when_the_chain_was_walked_and_who_was_refused():
    assert shown("shen")["日志链最近验证"] == ("从未", "bad")
    record(by=None, action="audit.verified", details={"broken": None}, now=NOW - 8 * DAY)
    refused = record(by=people.person("lin"), action="reach.refused", thing="clue:A", now=NOW - DAY)
    record(by=people.person("lin"), action="reach.refused", thing="clue:B", now=NOW - 20 * DAY)
    assert shown("shen")["日志链最近验证"] == ("8 天前", "warn")
    assert shown("shen")["近 7 日越权访问"] == ("1", "warn")
    assert latest_entries(PersonAccess(people.person("shen")), NOW) == [refused]
    record(by=None, action="audit.verified", details={"broken": 4}, now=NOW)
    assert shown("shen")["日志链最近验证"] == ("第 4 条不符", "bad")


def test_a_lower_offices_keeper_counts_the_own_offices_alone():
    kinds = ((DutyKind.SYSTEM_ADMIN, "bai"), (DutyKind.SECURITY_ADMIN, "tan"))
    for kind, name in kinds:
        Duty.objects.filter(person=people.person(name)).delete()
        Duty.objects.create(person=people.person(name), kind=kind, since=dt.date(2020, 1, 1))
    lin = people.person("lin")
    job(JobState.FAILED, NOW - DAY, ended_at=NOW - DAY)
    record(by=None, action="person.sign_in_failed", thing=f"person:{lin.number}", now=NOW)
    record(by=None, action="person.sign_in_failed", thing="", now=NOW)
    assert shown("bai")["近 7 日失败或中断的任务"] == ("0", "plain")
    assert shown("tan")["近 24 小时登录失败"] == ("0", "plain")
    assert shown("fang")["近 24 小时登录失败"] == ("2", "warn")


def test_who_handles_clues_sees_nothing_of_it():
    for name in ("lin", "an", "wu"):
        access = PersonAccess(people.person(name))
        assert kept(access, NOW) == []
        assert idle_people(access, NOW) == []
        assert ending_duties(access, NOW.date()) == []
        assert latest_entries(access, NOW) == []


def test_a_data_steward_sees_uploads_and_failed_jobs():
    shu = people.person("shu")
    Upload.objects.create(
        number="UP00000001", name="a.csv", stored="a", size=1, sha256="0" * 64,
        provider="某单位", by=shu, office=shu.office, at=NOW,
    )  # fmt: skip
    assert shown("shu")["待确认的上传"] == ("1", "info")
    assert shown("shu")["近 7 日失败或中断的任务"] == ("0", "plain")


@pytest.mark.parametrize("name", ["xi", "fang", "shen", "shu", "mo"])
def test_every_keeper_has_figures_on_the_start_page_in_both_languages(client, name):
    record(by=people.person("lin"), action="reach.refused", thing="clue:A", now=timezone.now())
    person = people.person(name)
    page = people.signed_in(client, name).get("/").content.decode()
    assert 'class="stat' in page
    person.language = "en"
    person.save()
    page = people.signed_in(client, name).get("/").content.decode()
    assert kept(PersonAccess(person), NOW)[0].title not in page
    if name == "shen":
        assert "青浦区人民检察院" in page
