"""What people write themselves holds no names and numbers for those who only look."""

import re

import cast as people
import pytest
from real_bundle import NAMES, received

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.records import Clue, Decision, Task
from xiezhi_desk.clues.selectors.covering import OPEN, Cover
from xiezhi_desk.clues.services.noting import note
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db
NUMBER, PHONE, CARD = "32990219900307005X", "13912345678", "6222021234567890123"
WORDS = f"{NAMES[1]}（{NUMBER}）电话{PHONE}，卡号{CARD}，被告人赵小六已到庭"
SECRETS = (NAMES[1], NUMBER, PHONE, CARD, "赵小六")


def written(clue, by):
    """The same words everywhere a person can write them on a clue."""
    note(clue, by, people.NOW, WORDS)
    task = Task.objects.create(
        number="TASK000001", clue=clue, way="ask", whom="某监狱", what=WORDS, by=by,
        made_at=people.NOW, answer=WORDS,
    )  # fmt: skip
    Decision.objects.create(
        clue=clue, outcome=State.FOUNDED, why="error", text=WORDS, by=by, at=people.NOW, revision=1
    )
    clue.steps.create(name="take", to_state="assigned", by=by, at=people.NOW, reason=WORDS)
    Clue.objects.filter(pk=clue.pk).update(assignee=by, state=State.VERIFYING)
    return task


def test_words_are_covered_until_the_clue_is_uncovered(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    task = written(clue, people.person("lin"))
    people.signed_in(client, "lin")
    pages = [
        f"/clues/{clue.number}/",
        f"/clues/task/{task.number}/",
        "/clues/tasks/?scope=all",
        f"/clues/{clue.number}/decide/",
        f"/clues/{clue.number}/plan/",
    ]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        said = answer.content.decode()
        assert not [one for one in SECRETS if one in said], address
        assert "某监狱" in said, address
    client.post(f"/clues/{clue.number}/uncover/", {"reason": "核对当事人是否同一人"})
    said = client.get(pages[0]).content.decode()
    assert all(one in said for one in SECRETS)
    assert NUMBER in client.get(pages[1]).content.decode()


def test_a_page_without_words_reads_nothing_for_them():
    asked = []
    cover = Cover(lambda: asked.append(1) or {"张三": "张某"})
    assert cover("") == cover(None) == ""
    assert not asked
    assert cover("张三到场，张三签名") == "张某到场，张某签名"
    assert asked == [1]
    assert OPEN(WORDS) == WORDS


def test_nothing_that_tells_a_person_is_kept_in_the_trail():
    entry = record(
        by=None, action="clue.uncovered", reason=f"核对{NUMBER}与{PHONE}", now=people.NOW
    )
    kept = Entry.objects.get(pk=entry.pk).reason
    assert not re.search(r"\d{12}", kept)
    assert kept.startswith("核对")


def test_a_reason_for_an_export_is_covered_for_who_approves(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    people.signed_in(client, "lin")
    client.post(f"/clues/{clue.number}/export/", {"export-reason": f"办理，核对{NUMBER}"})
    people.signed_in(client, "wu")
    said = client.get("/clues/exports/").content.decode()
    assert "办理，核对" in said
    assert NUMBER not in said
