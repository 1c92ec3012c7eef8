"""Headers, cookies, limits, languages: what holds on every page."""

import pytest
from cast import PASSWORD, person, signed_in
from django.conf import settings as desk
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from xiezhi_desk.accounts.access import MEANS, WHY, table
from xiezhi_desk.accounts.limits import LIMITS, allow, limited
from xiezhi_desk.accounts.records import DutyKind, Tally
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

pytestmark = pytest.mark.django_db


def test_headers_of_a_page(client):
    assert "no-store" in signed_in(client).get("/help/access/").headers["Cache-Control"]
    answer = client.get("/profile/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    for said in ("object-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri"):
        assert said in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client):
    person("lin", password=PASSWORD)
    cookies = client.post("/sign-in/", {"username": "lin", "password": PASSWORD}).cookies
    session = cookies["sessionid"]
    assert (session["httponly"], session["samesite"], session["max-age"]) == (True, "Lax", "")
    assert desk.CSRF_COOKIE_HTTPONLY


def test_https_makes_cookies_secure_and_browsers_stay(tmp_path):
    import json
    import os
    import subprocess
    import sys

    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json; from xiezhi_desk.settings import base as b;"
            "print(json.dumps([b.SESSION_COOKIE_SECURE, b.CSRF_COOKIE_SECURE, b.PROXIES,"
            " b.SECURE_HSTS_SECONDS, list(b.SECOND_FACTOR_FOR)]))",
        ],
        env={
            **os.environ,
            "XIEZHI_DESK_HOME": str(tmp_path),
            "XIEZHI_DESK_HTTPS": "1",
            "XIEZHI_DESK_PROXIES": "2",
            "XIEZHI_DESK_SECOND_FACTOR": "none",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(said.stdout) == [True, True, 2, 31_536_000, []]


def test_signing_in_changes_the_sessions_key(client):
    person("lin", password=PASSWORD)
    client.get("/sign-in/with/nobody/")
    before = client.session.session_key
    client.post("/sign-in/", {"username": "lin", "password": PASSWORD})
    assert client.session.session_key != before


def test_the_key_of_a_session_is_never_shown(client):
    person("lin", password=PASSWORD)
    client.post("/sign-in/", {"username": "lin", "password": PASSWORD})
    assert client.session.session_key not in client.get("/profile/").text


def test_a_thing_is_done_so_often_and_no_more():
    now = timezone.now()
    answers = [
        bool(allow("export", "person:1", now=now)) for _ in range(LIMITS["export"].times + 2)
    ]
    assert answers.count(True) == LIMITS["export"].times
    assert allow("export", "person:2", now=now)
    assert allow("export", "person:1", now=now + LIMITS["export"].within)
    assert Tally.objects.count() == 2


def test_a_view_says_too_often_in_both_languages(monkeypatch):
    from datetime import timedelta

    from xiezhi_desk.accounts import limits

    monkeypatch.setitem(LIMITS, "uncover", limits.Limit(1, timedelta(hours=1)))
    view = limited("uncover")(lambda _: HttpResponse("done"))
    request = RequestFactory().post("/")
    request.user = person("lin")
    request.session = Client().session
    assert view(request).status_code == 200
    answer = view(request)
    assert answer.status_code == 429
    assert "过于频繁" in answer.content.decode()
    read = RequestFactory().get("/")
    read.user = request.user
    assert view(read).status_code == 200


def test_a_part_of_a_page_asked_for_after_the_end_becomes_the_sign_in_page(client):
    answer = client.get(
        "/profile/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/help/access/"},
    )
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Fhelp%2Faccess%2F"
    elsewhere = client.get(
        "/profile/", headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/"}
    )
    assert elsewhere.headers["HX-Redirect"] == "/sign-in/?next=%2F"


def test_the_help_page_prints_the_table_itself(client):
    text = signed_in(client).get("/help/access/").text
    for kind in DutyKind:
        assert str(kind.label) in text
    assert text.count("</tr>") == len(table()) + 1
    assert text.count(t("有", "yes") + "</span>") == sum(
        yes for row in table() for _, yes in row.given
    )


def test_every_right_and_every_duty_is_explained():
    assert set(MEANS) == set(Right) - {Right.EVERYBODY, Right.SIGNED_IN}
    assert set(WHY) == set(DutyKind)


@pytest.mark.parametrize("name", ["xi", "fang", "shen"])
def test_administrators_see_no_business_data(client, name):
    from xiezhi_desk.accounts.access import PersonAccess

    business = set(MEANS) - {Right.MANAGE_PEOPLE, Right.MANAGE_SECURITY, Right.READ_AUDIT}
    access = PersonAccess(person(name))
    assert [right for right in business if access.may(right)] == []


@pytest.mark.parametrize(
    "path", ["/sign-in/?next=%00", "/sign-in/?next=" + "x" * 5000, "/people/?page=-1&q=%F0"]
)
def test_nonsense_in_an_address_is_no_fault_of_ours(client, path):
    assert signed_in(client, "xi").get(path).status_code in {200, 302}


def test_a_foreign_host_is_refused(settings):
    settings.ALLOWED_HOSTS = ["desk.example"]
    assert Client(SERVER_NAME="evil.example").get("/sign-in/").status_code == 400
    assert Client(SERVER_NAME="desk.example").get("/sign-in/").status_code == 200
