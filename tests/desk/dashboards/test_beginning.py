"""A brand-new desk: every start page says where one begins, and offers what the person may do."""

import cast as people
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
BEGIN = "从这里开始"


def home(name):
    return people.signed_in(Client(), name).get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "offered", "not_offered"),
    [
        ("shu", ["/shelf/upload/", "/runs/bundles/import/"], ["/clues/work/"]),
        ("mo", ["/runs/start/"], ["/shelf/upload/", "/runs/bundles/import/"]),
        ("an", ["/runs/bundles/import/"], ["/shelf/upload/"]),
        ("lin", ["/clues/work/"], ["/shelf/upload/", "/runs/bundles/import/"]),
    ],
)
def test_each_is_offered_the_steps_that_are_theirs(settings, tmp_path, name, offered, not_offered):
    settings.WORKSPACE = tmp_path / "workspace"
    page = home(name)
    steps = page.split(BEGIN)[1].split("</section>")[0]
    assert "今天没有等待您处理的事项" not in page
    assert "数据管理员" in steps  # who does what this person does not
    assert [at for at in offered if f'href="{at}"' not in steps] == []
    assert [at for at in not_offered if f'href="{at}"' in steps] == []


def test_who_keeps_accounts_begins_with_offices_people_and_duties(settings, tmp_path):
    settings.WORKSPACE = tmp_path / "workspace"
    assert "/people/new/" in home("xi").split(BEGIN)[1].split("</section>")[0]
    assert "/security/duties/" in home("fang").split(BEGIN)[1].split("</section>")[0]
    people.person("lin")
    assert BEGIN not in home("xi")  # somebody is at work


def test_with_a_clue_there_is_nothing_to_begin():
    people.clue()
    assert BEGIN not in home("lin")


@pytest.mark.parametrize("name", people.ONE_OF_EACH.values())
def test_no_tab_or_link_of_a_start_or_own_page_is_closed_to_the_person(settings, tmp_path, name):
    settings.WORKSPACE = tmp_path / "workspace"
    desk = people.signed_in(Client(), name)
    for at in ("/", "/profile/", "/shelf/"):
        page = desk.get(at)
        if page.status_code == 200:
            links = {one.split('"')[0] for one in page.content.decode().split('href="/')[1:]}
            shut = [
                one for one in links
                if "static" not in one and desk.get(f"/{one}").status_code in (403, 404)
            ]  # fmt: skip
            assert shut == [], (name, at, shut)
