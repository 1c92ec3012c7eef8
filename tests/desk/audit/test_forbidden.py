"""Who asks for what their duties do not cover is refused, and it is in the trail."""

import cast as people
import pytest

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.services import verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "address", "page"),
    [
        ("xi", "/clues/", "page:clues:list"),
        ("lin", "/audit/", "page:audit:trail"),
        ("mo", "/clues/exports/", "page:clues:exports"),
    ],
)
def test_a_page_of_another_duty_is_refused_and_recorded(client, who, address, page):
    answer = people.signed_in(client, who).get(address)
    assert answer.status_code == 403
    entry = Entry.objects.get(action="reach.forbidden")
    assert (entry.thing, entry.person_id) == (page, people.person(who).pk)
    assert entry.details == {"path": address, "method": "GET"}
    assert verify() is None


def test_a_stranger_is_sent_to_sign_in_and_leaves_no_entry(client):
    assert client.get("/clues/").status_code == 302
    assert not Entry.objects.filter(action="reach.forbidden").exists()
