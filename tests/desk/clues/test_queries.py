"""How often a page asks the database: counted on clues and lists that have everything."""

import datetime as dt

import cast as people
import pytest
from cast import NOW
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from xiezhi_desk.clues.records import Clue, Decision, Document, EvidenceRow, Task
from xiezhi_desk.clues.services import counting
from xiezhi_desk.clues.services.indexing import index_again
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db
MOST = 12
BOUNDS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def asked(client: Client, address: str) -> tuple[int, str]:
    """Queries of a page that is opened again (bounds of transactions are none), and the page."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
    assert answer.status_code == 200
    said = [one["sql"] for one in found.captured_queries]
    return sum(not one.startswith(BOUNDS) for one in said), answer.content.decode()


def _proved(clue: Clue) -> None:
    """A row from a document behind the clue."""
    seen = clue.latest
    seen.said, seen.links = {"v": 1}, [["judgment", "1", "s", "event"]]
    seen.save()
    EvidenceRow.objects.create(
        bundle=seen.bundle, input="judgment", row="1", doc_id="d1", said={"v": {}}
    )
    Document.objects.create(bundle=seen.bundle, doc_id="d1", said={"text": "判决书"})


def _handled(clue: Clue) -> None:
    """Taken, verified, decided, confirmed, with a note."""
    lin, mei = people.person("lin"), people.person("mei")
    for name in ("take", "propose_founded", "confirm"):
        clue.steps.create(name=name, from_state="new", to_state="founded", by=lin, at=NOW)
    Decision.objects.create(
        clue=clue, outcome=State.FOUNDED, why="file", by=lin, at=NOW, revision=0,
        confirmed_by=mei, confirmed_at=NOW,
    )  # fmt: skip
    Task.objects.create(
        number="T000000001", clue=clue, way="file", whom="某法院", what="调阅", by=lin, made_at=NOW
    )
    clue.notes.create(text="已电话联系法院", by=lin, at=NOW)


def test_a_decided_clue_with_document_task_and_note():
    clue = people.clue(state=State.FOUNDED, assignee=people.person("lin"))
    _proved(clue)
    _handled(clue)
    for username in ("lin", "an", "zong"):
        client = people.signed_in(Client(), username)
        queries, told = asked(client, f"/clues/{clue.number}/")
        assert "已电话联系法院" in told
        assert "某法院" in told
        assert queries <= MOST


@pytest.mark.parametrize(
    "query",
    ["", "q=青浦", "q=青浦&organ=青浦区人民法院", "state=new&line=criminal&sort=-amount", "page=2"],
)
def test_the_list_its_filters_and_its_search(query):
    for number in range(60):
        people.clue(organ="青浦区人民法院", act=f"第{number}项")
    counting.recount()
    index_again({})
    for username in ("lin", "an", "zong"):
        queries, told = asked(people.signed_in(Client(), username), f"/clues/?{query}")
        assert "青浦区人民法院" in told
        assert queries <= MOST - 1


def test_the_week():
    today = timezone.localdate()
    for number in range(5):
        people.clue(
            state=State.VERIFYING, assignee=people.person("lin"), act=f"{number}", due=today
        )
    queries, _ = asked(people.signed_in(Client(), "lin"), "/clues/work/")
    assert queries <= 8


def test_session_person_office_and_duties_are_one_query():
    assert asked(people.signed_in(Client(), "an"), reverse("ui:help"))[0] == 1


def test_an_ended_duty_and_a_closed_account_end_at_once():
    client, lin = people.signed_in(Client(), "lin"), people.person("lin")
    assert client.get("/clues/").status_code == 200
    lin.duties.update(until=timezone.localdate() - dt.timedelta(days=1))
    assert client.get("/clues/").status_code == 403
    lin.is_active = False
    lin.save()
    assert client.get("/clues/").status_code == 302
