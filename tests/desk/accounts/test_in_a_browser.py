"""Signing in and keeping people in a real browser: looks, keys, the second step, OpenID."""

import time

import browser
import pytest
import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cast import NOW, PASSWORD, clue, department, person, province
from playwright.sync_api import expect

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.accounts.services import passwords, second_step
from xiezhi_desk.audit.services import record

pytestmark = browser.JOURNEY

PAGES = {
    "lin": ["/profile/", "/profile/password/", "/profile/second-step/", "/help/access/"],
    "xi": [
        "/people/",
        "/people/?q=nobody",
        "/people/new/",
        "/people/import/",
        "/people/links/",
        "/offices/",
        "/offices/new/",
        "/offices/qingpu/",
        "person",
        "hand-over",
    ],
    "fang": ["/security/", "/security/duties/", "holder"],
    "shen": ["/audit/", "/audit/?thing=clue:A&looked=on", "/audit/?person=nobody"],
}


def signed_in_by_form(one, username, password):
    """Through the form, until the page after it has come."""
    one.allowed = ["404"]  # the home page may not be there yet
    one.sign_in_by_form(username, password)
    one.page.wait_for_url(lambda url: not url.endswith("/sign-in/"))
    return one.page


def code(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def address(page):
    lin = person("lin")
    return {
        "person": f"/people/{lin.number}/",
        "hand-over": f"/people/{lin.number}/hand-over/",
        "holder": f"/security/duties/{lin.number}/",
    }.get(page, page)


@pytest.mark.slow  # each of these pages is walked in both languages by journeys/test_every_page
@pytest.mark.parametrize(
    ("username", "page"), [(who, page) for who, pages in PAGES.items() for page in pages]
)
def test_no_accessibility_fault(desk, username, page):
    province()
    for name in ("lin", "he", "wu", "bai"):
        record(by=person(name), action="clue.opened", thing="clue:A", reason="核对", now=NOW)
    desk.sign_in(username).open(address(page))
    assert desk.accessibility_faults() == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_before_signing_in_have_no_accessibility_fault(desk, language):
    lin = person("lin", password=PASSWORD)
    token = passwords.invite(lin, by=None, now=time_now())
    desk.context.add_cookies([{"name": "language", "value": language, "url": desk.url}])
    desk.allowed = ["404"]
    for page in ("/sign-in/", "/sign-in/?held=1", f"/invited/{token}/", "/invited/gone/"):
        desk.open(page)
        assert desk.accessibility_faults() == []


def time_now():
    from django.utils import timezone

    return timezone.now()


def test_signing_in_with_keys_alone(desk):
    person("lin", password=PASSWORD)
    page = desk.open("/sign-in/?next=/profile/")
    page.keyboard.type("lin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/profile/")
    page.get_by_role("heading", name="我的账号").wait_for()


def test_a_chief_sets_up_the_second_step_and_uses_it(desk, settings):
    settings.SECOND_FACTOR_FOR = ("chief",)
    person("wu", password=PASSWORD)
    page = signed_in_by_form(desk, "wu", PASSWORD)
    page.goto("/profile/")
    page.wait_for_url("**/profile/second-step/")
    assert page.locator(".qr svg").bounding_box()["width"] > 100
    assert desk.accessibility_faults() == []
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("验证码").fill(code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/profile/recovery/")
    expect(page.locator(".codes code")).to_have_count(10)
    assert desk.accessibility_faults() == []
    page.get_by_role("link", name="已保存").click()
    page.locator("details.drop summary").click()
    with desk.posting():
        page.get_by_role("button", name="退出登录").click()
    signed_in_by_form(desk, "wu", PASSWORD)
    page.wait_for_url("**/sign-in/second/")
    assert desk.accessibility_faults() == []
    page.get_by_label("验证码").fill(code(secret, later=1))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/profile/")
    page.get_by_role("heading", name="我的账号").wait_for()
    assert second_step.has(Person.objects.get(username="wu"))


def test_signing_in_by_the_identity_provider(desk, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "court",
                    "name": "统一身份认证",
                    "client_id": "the-desk",
                    "secret": "a-secret-of-both",
                    "settings": {"server_url": provider, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
    person("lin")
    subject = {"sub": "idp-77", "preferred_username": "lin"}
    requests.post(f"{provider}/control", json={"subject": subject, "fault": ""}, timeout=5)
    page = desk.open("/sign-in/?next=/profile/")
    page.get_by_role("link", name="统一身份认证").click()
    page.wait_for_url("**/profile/")
    page.get_by_text("林检").first.wait_for()


def test_somebody_is_invited_on_the_page_and_gets_a_duty(desk):
    department("qingpu")
    person("xi")
    page = desk.sign_in("xi").open("/people/new/")
    page.get_by_label("用户名").fill("qian")
    page.get_by_label("姓名").fill("钱检")
    page.get_by_label("单位").select_option(label="青浦区人民检察院")
    page.get_by_role("button", name="保存并生成链接").click()
    link = page.locator("td.mono.wrap").inner_text()
    theirs = desk.another("lin")
    theirs.context.clear_cookies()
    other = theirs.page
    other.goto(link)
    other.get_by_label("新密码").fill("Qing-pu-2031-x")
    other.get_by_label("再输一遍").fill("Qing-pu-2031-x")
    with theirs.posting():
        other.get_by_role("button", name="设置密码").click()
    signed_in_by_form(theirs, "qian", "Qing-pu-2031-x")
    other.goto("/profile/")
    other.get_by_role("heading", name="我的账号").wait_for()
    number = Person.objects.get(username="qian").number
    keeper = desk.another("fang").page
    keeper.goto(f"/security/duties/{number}/")
    keeper.get_by_label("职责").select_option("prosecutor")
    keeper.get_by_label("条线").select_option("criminal")
    keeper.get_by_role("button", name="设置").click()
    keeper.get_by_role("cell", name="刑事检察").wait_for()


def test_the_auditor_sees_who_looked_and_that_a_record_was_touched(desk):
    from django.db import connection

    from xiezhi_desk.audit import guards

    number = clue().number
    record(
        by=person("lin"), action="clue.uncovered", thing=f"clue:{number}", reason="核对", now=NOW
    )
    page = desk.sign_in("shen").open(f"/audit/?thing=clue:{number}&looked=on")
    page.get_by_role("cell", name="林检").wait_for()
    page.get_by_role("button", name="逐条验证").click()
    page.get_by_text("日志完整").wait_for()
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE action = 'clue.uncovered'")
    guards.put(connection)
    page.get_by_role("button", name="再验证一次").click()
    page.get_by_text("日志被触动过").wait_for()
    assert desk.accessibility_faults() == []
