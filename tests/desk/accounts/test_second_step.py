"""The second step: set up, asked for, used once, taken away."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cast import PASSWORD, person
from django.test import Client

from xiezhi_desk.accounts.services import second_step
from xiezhi_desk.audit.records import Entry

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A telephone and a server with one clock, that a story moves."""
    now = [1_930_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


def code(clock, secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(clock[0]) // 30))


def with_telephone(username, clock):
    from cast import NOW

    somebody = person(username, password=PASSWORD)
    spare = second_step.activate(somebody, SECRET, code(clock), now=NOW)
    clock[0] += 30
    return somebody, spare


def first_step(browser, username="lin"):
    return browser.post("/sign-in/", {"username": username, "password": PASSWORD})


def second(browser, typed):
    return browser.post("/sign-in/second/", {"code": typed})


def signed_in(browser):
    return browser.get("/profile/").status_code == 200


def test_it_is_set_up_by_scanning_and_typing(client, clock):
    person("lin", password=PASSWORD)
    first_step(client)
    page = client.get("/profile/second-step/")
    assert "<svg" in page.text
    answer = client.post("/profile/second-step/", {"code": code(clock, page.context["secret"])})
    shown = client.get(answer.url).text
    assert shown.count("<li><code>") == 10
    assert "<li><code>" not in client.get(answer.url).text
    assert "person.second_step_set" in set(Entry.objects.values_list("action", flat=True))


def test_a_wrong_code_does_not_set_it_up(client):
    lin = person("lin", password=PASSWORD)
    first_step(client)
    client.get("/profile/second-step/")
    assert "不正确" in client.post("/profile/second-step/", {"code": "000000"}).text
    assert not second_step.has(lin)


def test_it_is_asked_for_before_anything_opens(client, clock):
    with_telephone("lin", clock)
    assert first_step(client).url == "/sign-in/second/"
    assert not signed_in(client)
    assert second(client, code(clock)).url == "/"
    assert signed_in(client)


def test_the_way_back_survives_the_second_step(client, clock):
    with_telephone("lin", clock)
    client.post("/sign-in/?next=/help/access/", {"username": "lin", "password": PASSWORD})
    assert second(client, code(clock)).url == "/help/access/"


def test_a_code_counts_once(clock):
    with_telephone("lin", clock)
    here, there = Client(), Client()
    first_step(here)
    first_step(there)
    typed = code(clock)
    second(here, typed)
    assert "已用过" in second(there, typed).text
    assert not signed_in(there)


def test_the_code_of_a_minute_ago_does_not_count(client, clock):
    with_telephone("lin", clock)
    old = code(clock)
    clock[0] += 90
    first_step(client)
    second(client, old)
    assert not signed_in(client)


def test_a_recovery_code_counts_once(clock):
    _, spare = with_telephone("lin", clock)
    here, there = Client(), Client()
    first_step(here)
    second(here, spare[3])
    first_step(there)
    second(there, spare[3])
    assert (signed_in(here), signed_in(there)) == (True, False)


def test_wrong_codes_lock_like_wrong_passwords(client, clock):
    with_telephone("lin", clock)
    first_step(client)
    answers = [second(client, "000000").status_code for _ in range(6)]
    assert answers == [200, 200, 200, 200, 429, 429]
    assert second(client, code(clock)).status_code == 429
    assert not signed_in(client)


def test_the_second_step_alone_opens_nothing(client, clock):
    with_telephone("lin", clock)
    assert second(client, code(clock)).url == "/sign-in/"


def test_a_password_changed_in_between_ends_the_wait(client, clock):
    lin, _ = with_telephone("lin", clock)
    first_step(client)
    lin.set_password("Bai-ta-2032-xin")
    lin.save()
    assert second(client, code(clock)).url == "/sign-in/"


@pytest.mark.parametrize("username", ["wu", "xi", "fang", "shen"])
def test_chiefs_and_administrators_must_have_it(client, clock, settings, username):
    settings.SECOND_FACTOR_FOR = ("chief", "system_admin", "security_admin", "audit_admin")
    person(username, password=PASSWORD)
    first_step(client, username)
    assert client.get("/profile/").url == "/profile/second-step/"
    page = client.get("/profile/second-step/")
    assert "职责要求" in page.text
    client.post("/profile/second-step/", {"code": code(clock, page.context["secret"])})
    assert signed_in(client)


def test_a_prosecutor_need_not(client, settings):
    settings.SECOND_FACTOR_FOR = ("chief",)
    person("lin", password=PASSWORD)
    first_step(client)
    assert signed_in(client)


def test_who_need_not_turns_it_off_against_a_code(client, clock):
    lin, _ = with_telephone("lin", clock)
    first_step(client)
    second(client, code(clock))
    clock[0] += 30
    client.post("/profile/second-step/", {"code": "000000"})
    assert second_step.has(lin)
    client.post("/profile/second-step/", {"code": code(clock)})
    assert not second_step.has(lin)


def test_who_must_cannot_turn_it_off(client, clock, settings):
    settings.SECOND_FACTOR_FOR = ("chief",)
    wu, _ = with_telephone("wu", clock)
    first_step(client, "wu")
    second(client, code(clock))
    clock[0] += 30
    client.post("/profile/second-step/", {"code": code(clock)})
    assert second_step.has(wu)


def test_new_recovery_codes_replace_the_old(client, clock):
    _, spare = with_telephone("lin", clock)
    first_step(client)
    second(client, code(clock))
    clock[0] += 30
    client.post("/profile/recovery/", {"code": code(clock)})
    fresh = client.get("/profile/recovery/").context["fresh"]
    assert len(fresh) == 10
    assert not set(fresh) & set(spare)
