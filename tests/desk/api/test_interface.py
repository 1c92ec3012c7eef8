"""The machine interface: a token is its person, nothing more; nobody's name goes out."""

import cast as people
import pytest
from django.utils import timezone

from xiezhi_desk.api.services import end_token, make_token
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def key(name="lin", **said):
    _, token = make_token(people.person(name), "报表", 30, NOW, **said)
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def test_clues_come_by_pages_within_the_persons_reach(client):
    mine = [people.clue() for _ in range(3)]
    people.clue(code="baita")
    auth = key()
    first = client.get("/api/v1/clues?limit=2", **auth).json()
    second = client.get(f"/api/v1/clues?limit=2&after={first['next']}", **auth).json()
    got = [one["number"] for one in (*first["clues"], *second["clues"])]
    assert got == [one.number for one in mine]
    assert second["next"] is None
    assert first["clues"][0]["organ"] == "某市某区人民法院"
    assert "affected" not in first["clues"][0]


def test_filters_and_states(client):
    people.clue(state=State.FOUNDED)
    people.clue()
    found = client.get("/api/v1/clues?state=founded", **key()).json()["clues"]
    assert [one["state"] for one in found] == ["founded"]


def test_another_offices_clue_is_not_there_and_that_is_recorded(client):
    clue = people.clue(code="baita")
    answer = client.get(f"/api/v1/clues/{clue.number}", **key())
    assert answer.status_code == 404
    assert Entry.objects.filter(action="reach.refused", thing=f"clue:{clue.number}").exists()


@pytest.mark.parametrize(
    "token", ["", "Bearer", "Bearer xzd_wrong", "Basic abc", "Bearer " + "x" * 5000]
)
def test_without_a_good_token_nothing(client, token):
    assert client.get("/api/v1/clues", HTTP_AUTHORIZATION=token).status_code == 401


def test_an_ended_token_and_a_disabled_person_are_shut_out(client):
    lin = people.person("lin")
    made, said = make_token(lin, "x", 30, NOW)
    auth = {"HTTP_AUTHORIZATION": f"Bearer {said}"}
    assert client.get("/api/v1/clues", **auth).status_code == 200
    end_token(made, lin, NOW)
    assert client.get("/api/v1/clues", **auth).status_code == 401
    auth = key("mei")
    mei = people.person("mei")
    mei.is_active = False
    mei.save()
    assert client.get("/api/v1/clues", **auth).status_code == 401


def test_an_administrator_gets_no_clue(client):
    assert client.get("/api/v1/clues", **key("xi")).status_code == 403


def test_a_token_that_only_reads_brings_nothing_in(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.zip", b"PK")
    assert client.post("/api/v1/bundles", {"file": file}, **key("an")).status_code == 403
    file = SimpleUploadedFile("a.zip", b"PK")
    answer = client.post("/api/v1/bundles", {"file": file}, **key("an", only_read=False))
    assert answer.status_code == 202
    assert client.get(f"/api/v1/jobs/{answer.json()['number']}", **key("an")).status_code == 200


def test_a_token_is_made_on_the_page_and_shown_once(client):
    people.signed_in(client, "lin")
    told = client.post("/api/tokens/", {"name": "报表", "days": "30"}).content.decode()
    assert "xzd_" in told
    assert "xzd_" not in client.get("/api/tokens/").content.decode()
    assert "/api/v1/clues" in told


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense",
        "limit=0",
        "limit=-1",
        "after=x",
        "changed_since=never",
        "changed_since=0001-01-01T00:00:00%2B08:00",
        "limit=999999",
        "model=a%00b",
    ],
)
def test_nonsense_is_said_not_a_fault_of_the_server(client, query):
    answer = client.get(f"/api/v1/clues?{query}", **key())
    assert answer.status_code == 422
    assert answer.json()["what"]


def test_a_moment_of_any_offset_is_understood(client):
    people.clue()
    for since, found in (("9566-12-14T18:31:04-23:27", 0), ("2001-01-01T00:00:00%2B23:59", 1)):
        answer = client.get(f"/api/v1/clues?changed_since={since}", **key())
        assert (answer.status_code, len(answer.json()["clues"])) == (200, found)


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("xi", "/api/v1/clues", 403),
        ("shu", "/api/v1/clues/0000000000", 403),
        ("mo", "/api/v1/outcomes", 403),
        ("shen", "/api/v1/bundles", 403),
        ("fang", "/api/v1/jobs/0000000000", 403),
        ("lin", "/api/v1/clues", 200),
        ("lin", "/api/v1/outcomes", 200),
    ],
)
def test_a_token_without_the_right_is_refused_with_the_reason_and_the_trail_keeps_it(
    client, who, path, status
):
    answer = client.get(path, **key(who))
    assert answer.status_code == status, answer.content.decode()
    told = Entry.objects.filter(action="reach.forbidden", person=people.person(who))
    if status == 200:
        assert not told.exists()
        return
    assert answer.json()["what"]
    assert told.get().details["path"] == path


def test_without_the_right_to_import_no_bundle_comes_in(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.zip", b"PK")
    answer = client.post("/api/v1/bundles", {"file": file}, **key("shen", only_read=False))
    assert answer.status_code == 403
    assert Entry.objects.filter(action="reach.forbidden", thing="api").count() == 1
