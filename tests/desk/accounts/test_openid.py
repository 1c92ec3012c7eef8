"""OpenID Connect against a provider that runs as a process of its own, over HTTP."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cast import person

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.audit.records import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]

LIN = {"sub": "idp-77", "preferred_username": "lin", "name": "不入库的姓名"}


@pytest.fixture
def idp(provider, settings):
    """Set the provider up at the desk; returns how it is told who signs in, with which fault."""

    def set_up(subject=LIN, fault="", match="username"):
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "court",
                        "name": "统一身份认证",
                        "client_id": "the-desk",
                        "secret": "a-secret-of-both",
                        "settings": {
                            "server_url": provider,
                            "oauth_pkce_enabled": True,
                            "match": match,
                        },
                    }
                ]
            }
        }
        told = {"subject": subject, "fault": fault}
        requests.post(f"{provider}/control", json=told, timeout=5).raise_for_status()

    return set_up


def way_back(client, next_url="/profile/"):
    """To the provider and back: the address the provider sends the browser to."""
    away = client.get(f"/sign-in/with/court/?next={next_url}")
    there = requests.get(away.url, allow_redirects=False, timeout=5)
    parts = urlsplit(there.headers["Location"])
    assert parts.netloc == "testserver"
    return f"{parts.path}?{parts.query}"


def signed_in(client):
    return client.get("/profile/").status_code == 200


def test_a_person_signs_in_and_is_linked_once(client, idp):
    person("lin")
    idp()
    assert "统一身份认证" in client.get("/sign-in/").text
    assert client.get(way_back(client)).url == "/profile/"
    assert signed_in(client)
    account = SocialAccount.objects.get()
    assert (account.user.username, account.provider, account.uid) == ("lin", "court", "idp-77")
    assert account.extra_data == {}
    assert [one.action for one in Entry.objects.all()] == [
        "person.identity_linked",
        "person.signed_in",
    ]


def test_once_linked_the_subject_counts_not_the_name(client, idp):
    person("lin")
    person("he")
    idp()
    client.get(way_back(client))
    client.post("/sign-out/")
    idp({**LIN, "preferred_username": "he"})
    client.get(way_back(client))
    assert client.get("/profile/").context["person"].username == "lin"


def test_another_subject_cannot_take_a_linked_name(client, idp):
    person("lin")
    idp()
    client.get(way_back(client))
    client.post("/sign-out/")
    idp({**LIN, "sub": "idp-78"})
    assert client.get(way_back(client)).status_code == 403
    assert not signed_in(client)


def test_an_identity_nobody_has_makes_no_account(client, idp):
    person("lin")
    idp({"sub": "idp-99", "preferred_username": "stranger"})
    answer = client.get(way_back(client))
    assert answer.status_code == 403
    assert "没有对应的本系统人员" in answer.text
    assert not signed_in(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (1, 0)
    assert Entry.objects.get().action == "person.identity_unknown"


@pytest.mark.parametrize(("proven", "in_"), [(True, True), (False, False), ("yes", False)])
def test_a_mail_counts_only_when_proven(client, idp, proven, in_):
    lin = person("lin")
    lin.email = "lin@qingpu.example"
    lin.save()
    said = {"sub": "idp-77", "email": "Lin@qingpu.example", "email_verified": proven}
    idp(said, match="email")
    client.get(way_back(client))
    assert signed_in(client) is in_


def test_a_disabled_person_stays_out(client, idp):
    lin = person("lin")
    idp()
    client.get(way_back(client))
    client.post("/sign-out/")
    lin.is_active = False
    lin.save()
    assert client.get(way_back(client)).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize(
    "fault",
    [
        "wrong nonce",
        "no nonce",
        "wrong audience",
        "expired",
        "no expiry",
        "wrong issuer",
        "wrong key",
        "unknown key",
        "unsigned",
        "signed with the secret",
        "several audiences",
        "other party",
        "another subject",
        "no ID token",
    ],
)
def test_an_answer_that_does_not_hold_is_refused(client, idp, fault):
    person("lin")
    idp(fault=fault)
    answer = client.get(way_back(client))
    assert answer.status_code == 403
    assert "没有通过校验" in answer.text
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()
    assert Entry.objects.get().action == "person.identity_refused"


def test_who_stops_at_the_provider_is_told_so(client, idp):
    idp(fault="cancelled")
    assert "您取消了登录" in client.get(way_back(client)).text


def test_a_code_is_used_once(client, idp):
    person("lin")
    idp()
    back = way_back(client)
    client.get(back)
    client.post("/sign-out/")
    assert client.get(back).status_code == 403
    assert not signed_in(client)


def test_a_code_of_another_browser_is_refused(client, idp):
    person("lin")
    idp()
    back = way_back(client)
    other = type(client)()
    assert other.get(back).status_code == 403
    assert not signed_in(other)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=x", "?error=y", "?code=%00"])
def test_nonsense_comes_back_as_a_refusal(client, idp, query):
    idp()
    assert client.get(f"/sign-in/with/court/back/{query}").status_code == 403


def test_the_way_back_is_always_ours(client, idp):
    person("lin")
    idp()
    assert client.get(way_back(client, "https://evil.example/")).url == "/"


def test_an_unknown_provider_is_not_there(client, idp):
    idp()
    assert client.get("/sign-in/with/other/").status_code == 404
    assert client.get("/sign-in/with/other/back/?code=x").status_code == 404


def test_a_provider_that_is_down_says_so(client, idp, settings):
    idp()
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = client.get("/sign-in/with/court/")
    assert answer.status_code == 503
    assert "连不上" in answer.text


@pytest.mark.parametrize(
    "path",
    ["accounts/login/", "accounts/signup/", "login/", "signup/", "mfa/", "2fa/", "password/reset/"],
)
def test_no_page_of_allauth_is_mounted(client, path):
    assert client.get(f"/{path}").status_code == 404
