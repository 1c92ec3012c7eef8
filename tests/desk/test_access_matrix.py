"""Every page × every duty: the table in ``access_matrix.yaml`` is what happens."""

from copy import copy
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import yaml
from cast import ONE_OF_EACH, person
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from xiezhi_desk import urls
from xiezhi_desk.accounts.access import GIVES
from xiezhi_desk.accounts.records import DutyKind
from xiezhi_desk.ui.rights import Right

TABLE = yaml.safe_load(Path(__file__).with_name("access_matrix.yaml").read_text("utf8"))
NOBODYS = {"int": 999_999_999, "slug": "nowhere", "str": "0000000000", "path": "nowhere"}
"""Objects that do not exist: 404 for whoever may ask, 403 for everybody else."""


def pages(under=None, space="", front=""):
    """Names of all pages with what their addresses need; the machine interface is no page."""
    for one in (under or get_resolver()).url_patterns:
        route = f"{front}{one.pattern}"
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", one.pattern.converters
        elif route != "api/v1/":
            named = f"{space}{one.namespace}:" if one.namespace else space
            yield from pages(one, named, route)


@cache
def needs_of_pages():
    """All pages, read once."""
    return dict(pages())


def address(name):
    needs = needs_of_pages()[name]
    words = {
        key: NOBODYS[
            type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        ]
        for key, converter in needs.items()
    }
    return reverse(name, kwargs=words)


def said(line):
    """``right [post] [status]`` or a mapping with ``stranger`` and duties that differ."""
    if isinstance(line, str):
        right, *more = line.split()
        status = [int(word) for word in more if word != "post"]
        line = {"right": right, "post": "post" in more, "status": (status or [200])[0]}
    return {"status": 200, "post": False, **line}


def expected(line):
    """Status by duty, and ``stranger``."""
    right = Right(line["right"])
    if right is Right.EVERYBODY:
        by_duty = dict.fromkeys(DutyKind, line["status"])
        return {"stranger": line.get("stranger", line["status"]), **by_duty}
    carries = set(DutyKind) if right is Right.SIGNED_IN else set(TABLE["rights"][right])
    by_duty = {kind: line["status"] if kind in carries else 403 for kind in DutyKind}
    return {"stranger": 302, **by_duty, **line.get("but", {})}


def test_the_table_has_every_page_and_no_other():
    there = {name for name, _ in pages()}
    assert there - set(TABLE["pages"]) == set(), "add these to access_matrix.yaml"
    assert set(TABLE["pages"]) - there == set(), "these pages are gone"


def test_the_rights_of_the_table_are_those_of_the_desk():
    carried = {
        right: {kind for kind, rights in GIVES.items() if right in rights}
        for right in Right
        if right not in (Right.EVERYBODY, Right.SIGNED_IN)
    }
    assert {right: set(kinds) for right, kinds in TABLE["rights"].items()} == carried


def room(name):
    """The room of the desk that a page is in; those without one are together."""
    return name.partition(":")[0] if ":" in name else ""


def browser_of(username):
    """Somebody of the cast, signed in; the cookies serve for one page after another."""
    browser = Client()
    browser.force_login(person(username), backend="xiezhi_desk.accounts.backends.PasswordBackend")
    return browser.cookies


def answer(line, url, cookies):
    """The status of a page for somebody; what asking for it wrote is taken back."""
    browser = Client()
    browser.cookies = copy(cookies)
    before = transaction.savepoint()
    try:
        return (browser.post if line["post"] else browser.get)(url).status_code
    finally:
        transaction.savepoint_rollback(before)


@pytest.fixture
def bare(monkeypatch):
    """Where the status alone is asked for, a page of bad news is not put together each time."""
    for status in (403, 404):
        monkeypatch.setattr(urls, f"handler{status}", told(status), raising=False)


def told(status):
    return lambda request, exception: HttpResponse(status=status)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", DutyKind)
def test_who_may_not_is_told_on_a_page(kind):
    """Nobody has every right: each has a page that is shut."""
    browser = Client()
    browser.cookies = browser_of(ONE_OF_EACH[kind])
    lines = {name: said(line) for name, line in TABLE["pages"].items()}
    shut = next(name for name, line in lines.items() if expected(line)[kind] == 403)
    post = lines[shut]["post"]
    for url, status in ((address(shut), 403), ("/nowhere/", 404)):
        page = (browser.post if post and status == 403 else browser.get)(url)
        assert page.status_code == status
        assert "bad-news" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("where", sorted(set(map(room, TABLE["pages"]))))
def test_who_may_open(where, settings):
    settings.LIMITING = False
    who = {"stranger": SimpleCookie()}
    who |= {kind: browser_of(username) for kind, username in ONE_OF_EACH.items()}
    lines = {name: said(line) for name, line in TABLE["pages"].items() if room(name) == where}
    for name, line in lines.items():
        url = address(name)
        found = {one: answer(line, url, cookies) for one, cookies in who.items()}
        assert found == expected(line), name
