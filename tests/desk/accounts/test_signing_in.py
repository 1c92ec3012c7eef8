"""Name and password, lock-out, sessions: who gets in, and how long they stay."""

import datetime as dt

import pytest
from cast import PASSWORD, department, person
from django.test import Client
from django.utils import timezone

from xiezhi_desk.accounts.lockout import locked, unlock
from xiezhi_desk.accounts.records import HeldForm, Person, Sitting
from xiezhi_desk.audit.records import Entry

pytestmark = pytest.mark.django_db


def sign_in(browser, username="lin", password=PASSWORD, **headers):
    return browser.post("/sign-in/", {"username": username, "password": password}, headers=headers)


def actions():
    return list(Entry.objects.values_list("action", flat=True))


def signed_in(browser):
    return browser.get("/profile/").status_code == 200


def test_a_stranger_is_sent_to_sign_in_and_back(client):
    person("lin", password=PASSWORD)
    assert client.get("/profile/").url == "/sign-in/?next=/profile/"
    answer = client.post("/sign-in/?next=/profile/", {"username": "LIN ", "password": PASSWORD})
    assert answer.url == "/profile/"
    assert signed_in(client)
    assert actions() == ["person.signed_in"]


@pytest.mark.parametrize("next_url", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_the_way_back_is_always_ours(client, next_url):
    person("lin", password=PASSWORD)
    answer = client.post(f"/sign-in/?next={next_url}", {"username": "lin", "password": PASSWORD})
    assert answer.url == "/"


def test_a_wrong_password_says_so_and_is_recorded_without_what_was_typed(client):
    lin = person("lin", password=PASSWORD)
    answer = sign_in(client, password="wrong-secret-7")
    assert "用户名或密码不正确" in answer.text
    entry = Entry.objects.get()
    assert (entry.action, entry.thing) == ("person.sign_in_failed", f"person:{lin.number}")
    assert "wrong-secret-7" not in str(entry.__dict__)


def test_nobody_and_a_wrong_password_look_the_same(client):
    person("lin", password=PASSWORD)
    wrong = sign_in(client, password="x" * 12)
    nobody = sign_in(client, username="nobody", password="x" * 12)
    assert "用户名或密码不正确" in nobody.text
    assert wrong.status_code == nobody.status_code


def test_five_wrong_tries_lock_the_name_even_for_the_right_password(client):
    person("lin", password=PASSWORD)
    for _ in range(4):
        assert sign_in(client, password="wrong").status_code == 200
    fifth = sign_in(client, password="wrong")
    assert fifth.status_code == 429
    assert "30 分钟" in fifth.text
    assert sign_in(client).status_code == 429
    assert not signed_in(client)
    client.cookies["language"] = "en"
    assert "Locked for a while" in sign_in(client).text


def test_the_security_administrator_unlocks(client):
    person("lin", password=PASSWORD)
    for _ in range(5):
        sign_in(client, password="wrong")
    everybody = Person.objects.all()
    one = locked(everybody, timezone.now())[0]
    assert (one.username, one.failures) == ("lin", 5)
    assert unlock(one.id, everybody, by=person("fang"), now=timezone.now())
    assert locked(everybody, timezone.now()) == []
    assert sign_in(client).status_code == 302
    assert "person.unlocked" in actions()


def test_a_success_forgets_the_wrong_tries(client):
    person("lin", password=PASSWORD)
    for _ in range(4):
        sign_in(client, password="wrong")
    sign_in(client)
    client.post("/sign-out/")
    for _ in range(4):
        assert sign_in(client, password="wrong").status_code == 200


def test_signing_out_ends_the_session(client):
    person("lin", password=PASSWORD)
    sign_in(client)
    client.post("/sign-out/")
    assert not signed_in(client)
    assert Sitting.objects.filter(person__isnull=False).count() == 0
    assert client.get("/sign-out/").status_code == 405


def test_half_an_hour_without_a_sign_of_life_ends_it(client):
    person("lin", password=PASSWORD)
    sign_in(client)
    Sitting.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert not signed_in(client)


def test_work_lengthens_it_but_never_past_eight_hours(client):
    person("lin", password=PASSWORD)
    sign_in(client)

    def shift(hours):
        session = client.session
        started = timezone.now() - dt.timedelta(hours=hours)
        session["sitting"] = {
            **session["sitting"],
            "started": started.isoformat(),
            "seen": (timezone.now() - dt.timedelta(minutes=5)).isoformat(),
        }
        session.save()

    shift(7.9)
    assert signed_in(client)
    left = Sitting.objects.get().expire_date - timezone.now()
    assert dt.timedelta(minutes=4) < left <= dt.timedelta(minutes=6)
    shift(8.01)
    assert not signed_in(client)


def test_the_fourth_session_ends_the_oldest():
    person("lin", password=PASSWORD)
    browsers = [Client() for _ in range(4)]
    for browser in browsers:
        sign_in(browser)
    assert [signed_in(browser) for browser in browsers] == [False, True, True, True]


def test_one_ends_a_session_of_ones_own_from_another_browser():
    lin = person("lin", password=PASSWORD)
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    number = Sitting.objects.get(session_key=there.session.session_key).number
    here.post(f"/profile/sessions/{number}/end/")
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert Entry.objects.filter(
        action="person.session_ended", thing=f"person:{lin.number}"
    ).exists()


def test_nobody_ends_the_session_of_somebody_else():
    person("lin", password=PASSWORD)
    person("he", password=PASSWORD)
    lin, he = Client(), Client()
    sign_in(lin)
    sign_in(he, username="he")
    number = Sitting.objects.get(session_key=lin.session.session_key).number
    he.post(f"/profile/sessions/{number}/end/")
    assert signed_in(lin)


def test_a_new_password_ends_every_other_session():
    person("lin", password=PASSWORD)
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = "Bai-ta-2032-xin"
    here.post("/profile/password/", {"old": PASSWORD, "new": new, "again": new})
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert sign_in(Client(), password=new).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("wrong", "Bai-ta-2032", "Bai-ta-2032", "原密码不正确"),
        (PASSWORD, "short-1", "short-1", "10"),
        (PASSWORD, "password123", "password123", "常见"),
        (PASSWORD, "84619375028461", "84619375028461", "数字"),
        (PASSWORD, "Bai-ta-2032", "Bai-ta-2033", "两次输入不一致"),
        (PASSWORD, PASSWORD, PASSWORD, "不能与原密码相同"),
    ],
)
def test_rules_of_a_new_password(client, old, new, again, why):
    person("lin", password=PASSWORD)
    sign_in(client)
    answer = client.post("/profile/password/", {"old": old, "new": new, "again": again})
    assert why in answer.text


def test_a_password_somebody_else_chose_is_changed_before_anything_else(client):
    lin = person("lin", password=PASSWORD)
    lin.must_change_password = True
    lin.save()
    sign_in(client)
    assert client.get("/profile/").url == "/profile/password/"
    assert client.get("/profile/password/").status_code == 200
    new = "Bai-ta-2032-xin"
    client.post("/profile/password/", {"old": PASSWORD, "new": new, "again": new})
    assert signed_in(client)


def test_a_disabled_persons_session_dies_at_once(client):
    lin = person("lin", password=PASSWORD)
    sign_in(client)
    lin.is_active = False
    lin.save()
    assert not signed_in(client)
    assert sign_in(client).status_code == 200
    assert not signed_in(client)


def test_a_form_sent_just_after_the_end_is_given_back(client):
    person("lin", password=PASSWORD)
    sign_in(client)
    Sitting.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=2))
    sent = client.post(
        "/profile/",
        {"weekly_capacity": "33", "csrfmiddlewaretoken": "x", "password": "secret-typed"},
        headers={"referer": "http://testserver/profile/"},
    )
    assert sent.url.startswith("/sign-in/?next=%2Fheld%2F")
    kept = HeldForm.objects.get()
    assert kept.fields == [["weekly_capacity", "33"]]
    assert "已保留" in client.get(sent.url).text
    back = client.post(sent.url, {"username": "lin", "password": PASSWORD})
    shown = client.get(back.url).text
    assert 'name="weekly_capacity" value="33"' in shown
    assert 'action="/profile/"' in shown
    assert client.post(back.url).url == "/profile/"
    assert not HeldForm.objects.exists()


def test_a_held_form_is_its_persons_only():
    lin, he = Client(), Client()
    person("lin", password=PASSWORD)
    person("he", password=PASSWORD)
    sign_in(lin)
    Sitting.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=2))
    lin.post("/profile/", {"weekly_capacity": "33"})
    sign_in(he, username="he")
    assert he.get(f"/held/{HeldForm.objects.get().number}/").url == "/profile/"


def test_thirty_tries_in_ten_minutes_are_enough_for_an_address(client):
    for number in range(30):
        assert sign_in(client, username=f"name{number}", password="x").status_code == 200
    answer = sign_in(client, username="another", password="x")
    assert answer.status_code == 429
    assert "请约" in answer.text
    assert sign_in(Client(REMOTE_ADDR="192.0.2.9"), username="x", password="x").status_code == 200


def test_forwarded_addresses_are_believed_only_from_our_own_proxies(client, settings):
    lin = person("lin", password=PASSWORD)

    def came_from(**headers):
        sign_in(client, **headers)
        client.post("/sign-out/")
        return Entry.objects.filter(action="person.signed_in").last().address

    lie = {"X-Forwarded-For": "203.0.113.5, 198.51.100.7"}
    assert came_from(**lie) == "127.0.0.1"
    settings.PROXIES = 1
    assert came_from(**lie) == "198.51.100.7"
    settings.PROXIES = 2
    assert came_from(**lie) == "203.0.113.5"
    assert came_from(**{"X-Forwarded-For": "not an address"}) == "127.0.0.1"
    assert lin


def test_every_form_needs_its_token():
    person("lin", password=PASSWORD)
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    assert strict.post("/language/", {"language": "en"}).status_code == 403


def test_the_language_is_kept_before_and_after_signing_in(client):
    person("lin", password=PASSWORD)
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert "Password" in client.get("/sign-in/").text
    sign_in(client)
    assert "我的账号" in client.get("/profile/").text
    client.post("/language/", {"language": "en", "next": "/profile/"})
    assert "My account" in client.get("/profile/").text
    assert client.post("/language/", {"language": "xx"}).url == "/"


def test_the_weekly_number_is_kept(client):
    lin = person("lin", password=PASSWORD)
    sign_in(client)
    client.post("/profile/", {"weekly_capacity": "35"})
    lin.refresh_from_db()
    assert lin.weekly_capacity == 35
    assert client.post("/profile/", {"weekly_capacity": "many"}).status_code == 200


def test_a_page_costs_few_queries(client, django_assert_max_num_queries):
    person("lin", password=PASSWORD)
    department("qingpu")
    sign_in(client)
    with django_assert_max_num_queries(3):
        assert client.get("/help/access/").status_code == 200
