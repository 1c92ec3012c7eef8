"""One's open sessions name browser and system as people call them."""

import pytest
from cast import person, signed_in
from django.utils import timezone

from xiezhi_desk.accounts.browsers import browser_said
from xiezhi_desk.accounts.records import Sitting

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT}"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (f"{WINDOWS} Chrome/98.0.4758.102 Safari/537.36", "Windows 上的 Chrome 98"),
        (f"{WINDOWS} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91", "Windows 上的 Edge 120"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0",
            "Linux 上的 Firefox 115",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
            "iOS 上的 Safari 17",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 13; K) {KIT} Chrome/119.0.0.0 Mobile Safari/537.36",
            "Android 上的 Chrome 119",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_said_in_words(agent, said):
    assert browser_said(agent) == said


@pytest.mark.django_db
def test_the_list_of_sessions_says_it_and_keeps_what_was_sent(client):
    lin = signed_in(client, "lin")
    agent = f"{WINDOWS} Chrome/98.0.4758.102 Safari/537.36"
    lin.get("/profile/")
    mine = Sitting.objects.filter(person=person("lin"))
    assert mine.update(browser=agent, seen_at=timezone.now()) == 1
    page = lin.get("/profile/").text
    assert "Windows 上的 Chrome 98" in page
    assert f'title="{agent}"' in page
