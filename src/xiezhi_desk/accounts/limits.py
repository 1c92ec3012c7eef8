"""How often somebody may do a thing: counted in the database, so every process counts alike."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone

from xiezhi_desk.accounts.records import Tally
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.ui.rights import Answer
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponseBase

__all__ = ["LIMITS", "Limit", "allow", "limited"]


class Limit(NamedTuple):
    """So many times within a window.

    Attributes:
        times: How often.
        within: The window; windows follow each other, they do not slide.
    """

    times: int
    within: timedelta


LIMITS: dict[str, Limit] = {
    "sign_in": Limit(30, timedelta(minutes=10)),
    "uncover": Limit(60, timedelta(hours=1)),
    "export": Limit(20, timedelta(hours=1)),
    "upload": Limit(60, timedelta(hours=1)),
    "api": Limit(600, timedelta(minutes=1)),
}
"""By what is done. Signing in counts by address, everything else by person (or token)."""


def allow(what: str, who: str, *, now: datetime) -> Answer:
    """Count one more and say whether it is still allowed.

    Args:
        what: A name of ``LIMITS``.
        who: A person's number, a token's, an address.
        now: The moment.
    """
    limit = LIMITS[what]
    seconds = int(limit.within.total_seconds())
    window = int(now.timestamp()) // seconds
    with transaction.atomic():
        tally, made = Tally.objects.get_or_create(
            what=what, who=who[:80], defaults={"window": window, "times": 1}
        )
        if not made:
            fresh = Tally.objects.filter(pk=tally.pk).exclude(window=window)
            if not fresh.update(window=window, times=1):
                Tally.objects.filter(pk=tally.pk).update(times=F("times") + 1)
            tally.refresh_from_db(fields=("times",))
    wait = seconds - int(now.timestamp()) % seconds
    return Answer(
        tally.times <= limit.times,
        t(
            "操作过于频繁：{minutes} 分钟内最多 {times} 次。请约 {wait} 分钟后再试。",
            "Too often: at most {times} times in {minutes} minutes. Try again in about"
            " {wait} minutes.",
            minutes=max(seconds // 60, 1),
            times=limit.times,
            wait=-(-wait // 60),
        ),
    )


def limited(
    what: str, *, methods: tuple[str, ...] = ("POST",)
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Refuse a view with 429 once its person (or address) has done it too often.

    Stands under ``@page(…)``; wraps the view's declared right through.
    """

    def declared(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and getattr(settings, "LIMITING", True):
                user = request.user
                who = f"person:{user.pk}" if user.is_authenticated else address_of(request)
                answer = allow(what, who, now=timezone.now())
                if not answer:
                    page = {"why": answer.reason}
                    return render(request, "accounts/too_often.html", page, status=429)
            return view(request, *args, **kwargs)

        return counted

    return declared
