"""The frame, the menu, the pages of bad news."""

import cast
import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.ui import menu
from xiezhi_desk.ui.numbers import ALPHABET, new_number
from xiezhi_desk.ui.rights import Right

pytestmark = pytest.mark.django_db


def test_a_number_says_nothing_and_is_never_twice_the_same():
    numbers = {new_number() for _ in range(2000)}
    assert len(numbers) == 2000
    assert all(len(number) == 10 and set(number) <= set(ALPHABET) for number in numbers)


def test_the_menu_holds_only_what_the_person_may_open(monkeypatch):
    monkeypatch.setattr(menu, "address", lambda name, *_: f"/{name.replace(':', '/')}/")
    lin = menu.menu(PersonAccess(cast.person("lin")), "/clues/list/")
    shen = menu.menu(PersonAccess(cast.person("shen")), "/")
    assert "/clues/list/" in [line.url for line in lin]
    assert "/audit/trail/" not in [line.url for line in lin]
    assert [line.url for line in shen] == ["/dashboards/home/", "/audit/trail/"]
    assert [line.url for line in lin if line.current] == ["/clues/list/"]


def test_a_page_that_does_not_exist_is_left_out_of_the_menu(monkeypatch):
    entry = menu.Entry("nowhere:page", "x", "x", Right.SIGNED_IN, "work")
    monkeypatch.setattr(menu, "ENTRIES", (entry,))
    assert menu.menu(PersonAccess(cast.person("lin")), "/") == []


def test_signed_out_there_is_no_menu():
    answer = Client().get("/ui/style/")
    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_bad_news_says_what_to_do_next_in_both_languages(name, language):
    request = RequestFactory().get("/x/")
    with translation.override(language):
        given = None if name == "500" else request
        text = render_to_string(f"{name}.html", {"exception": "why"}, given)
    assert "bad-news" in text
    assert "btn-primary" in text
    assert ('<html lang="en"' in text) is (language == "en")


def test_an_address_without_a_page_answers_404_in_the_frame():
    answer = cast.signed_in(Client()).get("/no-such-page/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


@override_settings(DEBUG=False)
def test_a_forged_form_is_refused_in_words():
    client = Client(enforce_csrf_checks=True)
    cast.signed_in(client)
    answer = client.post("/ui/here/")
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_a_sign_of_life_tells_how_long_the_session_lasts():
    told = cast.signed_in(Client()).post("/ui/here/").json()
    assert told["signed_in"] is True
    assert told["seconds"] > 0
    assert Client().post("/ui/here/").json() == {"signed_in": False, "seconds": 0}


@pytest.mark.parametrize("number", ["", "abc", "-4", "99999999", "3"])
def test_nonsense_in_the_query_is_no_error(number):
    answer = cast.signed_in(Client()).get(f"/ui/style/?page={number}&sort=%00&wrong=1")
    assert answer.status_code == 200


def test_the_frame_says_that_no_state_secret_belongs_here():
    assert (
        "不得存储、处理、传输国家秘密" in cast.signed_in(Client()).get("/ui/help/").content.decode()
    )


def test_only_who_may_see_clues_is_offered_to_search_them():
    def page(name):
        return cast.signed_in(Client(), name).get("/ui/help/").content.decode()

    assert 'role="search"' in page("lin")
    assert 'role="search"' not in page("xi")
