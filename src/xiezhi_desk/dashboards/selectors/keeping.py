"""The start page of who keeps the desk: what each looks at first in the morning.

A system, security or audit administrator, a data steward, a model maker: by what the duties let
them keep. Of what they may not read they are told the number alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from xiezhi_desk.accounts import lockout
from xiezhi_desk.accounts.records import Duty, Invitation, Person, Sitting
from xiezhi_desk.accounts.selectors import duties_in_force, without_second_step
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.selectors import trail_of
from xiezhi_desk.runs.records import Bundle, Job, Schedule
from xiezhi_desk.runs.selectors import jobs
from xiezhi_desk.runs.states import JobState
from xiezhi_desk.shelf.records import Disposal, Upload
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Office

__all__ = ["Tile", "ending_duties", "idle_people", "kept", "latest_entries"]

WEEK, DAY = timedelta(days=7), timedelta(days=1)
SOON = timedelta(days=14)
IDLE = timedelta(days=90)
"""An account nobody used for so long is looked at, and mostly disabled."""
WAITS_LONG = timedelta(minutes=10)
SHOWN = 8
_BAD = (JobState.FAILED, JobState.LOST)


class Tile(NamedTuple):
    """One figure of the start page.

    Attributes:
        value: As shown.
        page: Name of the page that shows more; empty when the person may open none.
        tone: ``bad``, ``warn``, ``info``, ``plain``.
    """

    title: str
    value: str
    page: str = ""
    query: str = ""
    tone: str = "plain"


def kept(access: PersonAccess, now: datetime) -> list[Tile]:
    """The figures of a keeper's start page, by what the person's duties let them keep."""
    found: list[Tile] = []
    if access.may(Right.MANAGE_PEOPLE):
        found += _people(access, now)
    if access.may(Right.MANAGE_SECURITY):
        found += _security(access, now)
    if access.may(Right.READ_AUDIT):
        found += _audit(access, now)
    if access.may(Right.LOAD_DATA):
        found += _data(access)
    if access.may(Right.RUN_MODELS) and not access.may(Right.SEE_CLUES):
        found += _runs(access, now)
    return found


def idle_people(access: PersonAccess, now: datetime) -> list[Person]:
    """Accounts in use that nobody has used for ninety days, the longest first."""
    if not access.may(Right.MANAGE_PEOPLE):
        return []
    return list(_idle(access, now).select_related("office")[:SHOWN])


def ending_duties(access: PersonAccess, today: date) -> list[Duty]:
    """Duties that end within two weeks, the first to end first."""
    if not access.may(Right.MANAGE_SECURITY):
        return []
    ending = _ending(access, today).select_related("person__office")
    return list(ending.order_by("until", "person__name")[:SHOWN])


def latest_entries(access: PersonAccess, now: datetime) -> list[Entry]:
    """What an audit administrator reads first: refusals, uncoverings of a week, newest first."""
    if not access.may(Right.READ_AUDIT):
        return []
    asked = Q(action__startswith="reach.") | Q(action__endswith=".uncovered")
    return list(trail_of(access).filter(asked, at__gte=now - WEEK).order_by("-number")[:SHOWN])


def _people(access: PersonAccess, now: datetime) -> list[Tile]:
    people = _reach(access)
    open_links = Invitation.objects.filter(
        person__in=people, used_at=None, expires_at__gt=now
    ).count()
    no_duty = people.filter(is_active=True).exclude(
        pk__in=duties_in_force(timezone.localdate(now)).values("person")
    )
    own = Job.objects.filter(office__in=access.offices())
    failed = own.filter(state__in=_BAD, ended_at__gte=now - WEEK).count()
    waiting = own.filter(state=JobState.QUEUED, asked_at__lt=now - WAITS_LONG).count()
    return [
        _backup(now),
        Tile(
            t(
                "任务等待超过 10 分钟，请检查处理进程",
                "jobs waiting for over 10 minutes: is a worker up?",
            ),
            str(waiting),
            tone="bad" if waiting else "plain",
        ),
        Tile(
            t("近 7 日失败或中断的任务", "jobs failed or lost in 7 days"),
            str(failed),
            tone="warn" if failed else "plain",
        ),
        Tile(
            t("未使用的一次性链接", "one-time links not used"),
            str(open_links),
            "accounts:people",
            "state=invited",
        ),
        Tile(
            t("没有职责的账号", "accounts without a duty"), str(no_duty.count()), "accounts:people"
        ),
        Tile(
            t("90 日未登录的账号", "accounts unused for 90 days"),
            str(_idle(access, now).count()),
            "accounts:people",
        ),
    ]


def _backup(now: datetime) -> Tile:
    """How old the last whole backup is; the trail says when one was taken."""
    last = Entry.objects.filter(action="backup.made").order_by("-number").first()
    title = t("最近一次备份", "last backup")
    if last is None:
        return Tile(title, t("从未", "never"), tone="bad")
    days = (timezone.localdate(now) - timezone.localdate(last.at)).days
    tone = "bad" if days > WEEK.days else "warn" if days > DAY.days else "plain"
    return Tile(title, _ago(days), tone=tone)


def _security(access: PersonAccess, now: datetime) -> list[Tile]:
    people, today = _reach(access), timezone.localdate(now)
    locked = len(lockout.locked(people, now))
    theirs = people.annotate(thing=Concat(Value("person:"), F("number"))).values("thing")
    named = Q(thing__in=theirs)
    if getattr(getattr(access.person, "office", None), "parent_id", 0) is None:
        named |= Q(thing="")  # names that nobody has are the top office's matter
    failed = Entry.objects.filter(named, action="person.sign_in_failed", at__gte=now - DAY).count()
    without = without_second_step(people, settings.SECOND_FACTOR_FOR, today).count()
    sittings = Sitting.objects.filter(person__in=people, expire_date__gt=now).count()
    tokens = people.filter(
        tokens__ended_at=None, tokens__expires_on__range=(today, today + SOON)
    ).count()
    unknown = Bundle.objects.filter(
        office__in=access.offices(), signature="unknown_issuer", received_at__gte=now - 30 * DAY
    ).count()
    return [
        Tile(
            t("正被锁定的账号", "accounts locked now"),
            str(locked),
            "accounts:security",
            tone="bad" if locked else "plain",
        ),
        Tile(
            t("近 24 小时登录失败", "failed sign-ins in 24 hours"),
            str(failed),
            "accounts:security",
            tone="warn" if failed else "plain",
        ),
        Tile(
            t("应设而未设第二步验证", "second step owed and not set up"),
            str(without),
            "accounts:security",
            tone="warn" if without else "plain",
        ),
        Tile(t("当前登录", "sessions open"), str(sittings), "accounts:duties"),
        Tile(
            t("14 日内到期的职责", "duties that end within 14 days"),
            str(_ending(access, today).count()),
            "accounts:duties",
        ),
        Tile(t("14 日内到期的接口令牌", "tokens that end within 14 days"), str(tokens)),
        Tile(
            t("近 30 日来源未受信任的卷宗包", "bundles of unknown issuers in 30 days"),
            str(unknown),
            "runs:trusted",
            tone="warn" if unknown else "plain",
        ),
    ]


def _audit(access: PersonAccess, now: datetime) -> list[Tile]:
    week = trail_of(access).filter(at__gte=now - WEEK)
    since = f"since={timezone.localdate(now - WEEK)}"
    found = [_chain(now)]
    for title, asked, query in (
        (
            t("近 7 日越权访问", "out of reach, 7 days"),
            Q(action__startswith="reach."),
            "action=reach",
        ),
        (
            t("近 7 日查看原文", "uncovered, 7 days"),
            Q(action="clue.uncovered"),
            "action=clue.uncovered",
        ),
        (t("近 7 日导出", "exports, 7 days"), Q(action__startswith="export."), "action=export"),
        (
            t("近 7 日登录失败", "failed sign-ins, 7 days"),
            Q(action="person.sign_in_failed"),
            "action=person.sign_in_failed",
        ),
        (
            t("近 7 日数据处置", "data disposed of, 7 days"),
            Q(action__contains="dispos"),
            "action=shelf",
        ),
    ):
        many = week.filter(asked).count()
        tone = (
            "warn"
            if many and query in ("action=reach", "action=person.sign_in_failed")
            else "plain"
        )
        found.append(Tile(title, str(many), "audit:trail", f"{query}&{since}", tone))
    return found


def _chain(now: datetime) -> Tile:
    """When the chain was walked last, and whether it held."""
    title = t("日志链最近验证", "chain last verified")
    last = Entry.objects.filter(action="audit.verified").order_by("-number").first()
    if last is None:
        return Tile(title, t("从未", "never"), "audit:trail", tone="bad")
    broken = last.details.get("broken")
    if broken is not None:
        held = t("第 {n} 条不符", "record {n} is broken", n=broken)
        return Tile(title, held, "audit:trail", tone="bad")
    days = (timezone.localdate(now) - timezone.localdate(last.at)).days
    return Tile(title, _ago(days), "audit:trail", tone="warn" if days > WEEK.days else "plain")


def _data(access: PersonAccess) -> list[Tile]:
    mine = Upload.objects.filter(office__in=_own(access))
    open_ = mine.filter(state=Upload.State.OPEN).count()
    asked = Disposal.objects.filter(state=Disposal.State.ASKED).count()
    return [
        Tile(
            t("待确认的上传", "uploads to be confirmed"),
            str(open_),
            "shelf:uploads",
            tone="info" if open_ else "plain",
        ),
        Tile(t("待确认的数据处置", "disposals to be confirmed"), str(asked), "shelf:disposals"),
    ]


def _runs(access: PersonAccess, now: datetime) -> list[Tile]:
    failed = jobs(access, state="bad").filter(ended_at__gte=now - WEEK).count()
    going = jobs(access, state="open").count()
    planned = Schedule.objects.filter(office__in=_own(access), active=True).count()
    came = Bundle.objects.filter(office__in=access.offices(), received_at__gte=now - WEEK).count()
    return [
        Tile(
            t("近 7 日失败或中断的任务", "jobs failed or lost in 7 days"),
            str(failed),
            "runs:list",
            "state=bad",
            "warn" if failed else "plain",
        ),
        Tile(
            t("排队或进行中的任务", "jobs waiting or running"),
            str(going),
            "runs:list",
            "state=open",
        ),
        Tile(t("定期运行", "schedules"), str(planned), "runs:schedules"),
        Tile(t("近 7 日导入的卷宗包", "bundles of 7 days"), str(came), "runs:bundles"),
    ]


def _reach(access: PersonAccess) -> QuerySet[Person]:
    return Person.objects.filter(office__in=access.offices())


def _own(access: PersonAccess) -> QuerySet[Office]:
    """The person's own office, as a set."""
    office = getattr(access.person, "office_id", None)
    return access.offices().filter(pk=office) if office else access.offices().none()


def _idle(access: PersonAccess, now: datetime) -> QuerySet[Person]:
    """In use, with a password, and not signed in for ninety days."""
    before = now - IDLE
    unused = Q(last_login__lt=before) | Q(last_login=None, date_joined__lt=before)
    return _reach(access).filter(unused, is_active=True).order_by("last_login", "name")


def _ending(access: PersonAccess, today: date) -> QuerySet[Duty]:
    return Duty.objects.filter(
        person__in=_reach(access), person__is_active=True, until__range=(today, today + SOON)
    )


def _ago(days: int) -> str:
    if days <= 0:
        return t("今天", "today")
    return t("{n} 天前", "{n} d ago", n=days)
