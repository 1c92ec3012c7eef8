"""The audit administrator's pages and the two commands."""

import csv
import io
import json

import pytest
from cast import NOW, person, signed_in
from django.core.management import CommandError, call_command
from django.db import connection

from xiezhi_desk.audit import guards, services
from xiezhi_desk.audit.records import Entry

pytestmark = pytest.mark.django_db


def looks():
    lin, he = person("lin"), person("he")
    services.record(by=lin, action="clue.opened", thing="clue:A", now=NOW)
    services.record(
        by=he, action="row.uncovered", thing="row:7", within="clue:A", reason="核对", now=NOW
    )
    services.record(by=lin, action="clue.moved", thing="clue:A", now=NOW)
    services.record(by=person("bai"), action="clue.opened", thing="clue:B", now=NOW)


def touch(sql):
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    guards.put(connection)


@pytest.fixture
def auditor(client):
    """The browser of the audit administrator; the story's trail is there."""
    looks()
    return signed_in(client, "shen")


def numbers(auditor, query):
    return [one.number for one in auditor.get(f"/audit/?{query}").context["shown"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [4, 3, 2, 1]),
        ("person=LIN", [3, 1]),
        ("person=nobody", []),
        ("action=clue.opened", [4, 1]),
        ("action=clue", [4, 3, 1]),
        ("thing=clue:A", [3, 2, 1]),
        ("thing=clue:A&looked=on", [2, 1]),
        ("since=2031-03-10&until=2031-03-10", [4, 3, 2, 1]),
        ("until=2031-03-09", []),
        ("since=2031-03-11", []),
        ("until=9999-12-31", [4, 3, 2, 1]),
        ("since=yesterday&page=x&person=%00&until=31.2.", [4, 3, 2, 1]),
    ],
)
def test_the_trail_is_filtered(auditor, query, found):
    assert numbers(auditor, query) == found


def test_who_looked_is_named_with_the_reason(auditor):
    text = auditor.get("/audit/?thing=clue:A&looked=on").text
    assert "林检 (lin)" in text
    assert "核对" in text
    assert "白检" not in text


def test_a_page_of_the_trail_costs_few_queries(auditor, django_assert_max_num_queries):
    auditor.get("/audit/")
    with django_assert_max_num_queries(6):
        auditor.get("/audit/?thing=clue:A&looked=on")


def test_a_lower_office_reads_its_own_part(client):
    looks()
    shen = person("shen")
    shen.office = person("bai").office
    shen.save()
    assert numbers(signed_in(client, "shen"), "") == [4]


def test_the_proof_is_shown_and_recorded(auditor):
    answer = auditor.post("/audit/verify/")
    assert "日志完整" in answer.text
    assert Entry.objects.get(action="audit.verified").details["broken"] is None


def test_a_long_trail_is_walked_from_its_end(auditor, monkeypatch):
    from xiezhi_desk.audit.views import trail

    touch("UPDATE audit_entry SET reason = 'x' WHERE number = 1")
    monkeypatch.setattr(trail, "WALKED", 2)
    assert "第 3 至" in auditor.post("/audit/verify/").text
    touch("UPDATE audit_entry SET reason = 'x' WHERE number = 4")
    assert "第 4 条" in auditor.post("/audit/verify/").text


def test_the_page_names_the_record_that_was_touched(auditor):
    touch("UPDATE audit_entry SET reason = 'x' WHERE number = 2")
    assert "日志被触动过：第 2 条" in auditor.post("/audit/verify/").text


def test_an_anchor_pasted_finds_a_trail_that_was_cut(auditor):
    anchor = json.dumps({"number": 9, "sm3": "x", "sha256": "y"})
    assert "截去" in auditor.post("/audit/verify/", {"anchors": anchor}).text
    assert "不是锚点" in auditor.post("/audit/verify/", {"anchors": "[1]"}).text


def test_a_copy_carries_who_took_it_at_both_ends(auditor):
    answer = auditor.post("/audit/export/?thing=clue:A")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert "沈审计 (shen)" in rows[0][0]
    assert rows[0] == rows[-1]
    assert [row[0] for row in rows[2:-1]] == ["3", "2", "1"]
    entry = Entry.objects.get(action="audit.copied")
    assert entry.details == {"thing": "clue:A"}


def test_a_reason_that_a_spreadsheet_would_run_is_text(auditor):
    services.record(by=None, action="x.y", reason='=HYPERLINK("http://x")', now=NOW)
    text = auditor.post("/audit/export/?action=x.y").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text


def test_the_commands_anchor_and_verify(tmp_path, capsys):
    looks()
    kept = tmp_path / "anchors.jsonl"
    call_command("audit_anchor", to=kept)
    call_command("audit_anchor")
    assert json.loads(capsys.readouterr().out)["number"] == 4
    call_command("audit_verify", anchor=[kept])
    assert "4" in capsys.readouterr().out
    touch("DELETE FROM audit_entry WHERE number = 4")
    with pytest.raises(CommandError, match="第 4 条"):
        call_command("audit_verify", anchor=[kept])


def test_a_file_that_is_no_anchor_is_refused(tmp_path):
    wrong = tmp_path / "anchors.jsonl"
    wrong.write_text("{}")
    with pytest.raises(CommandError, match="not a file of anchors"):
        call_command("audit_verify", anchor=[wrong])
    with pytest.raises(CommandError, match="not a file of anchors"):
        call_command("audit_verify", anchor=[tmp_path / "missing"])


def test_the_trail_names_offices_and_not_their_codes(auditor):
    page = auditor.get("/audit/").content.decode()
    assert "青浦区人民检察院" in page
    assert "白塔县人民检察院" in page
    assert "qingpu" not in page


def test_the_command_that_walks_the_chain_leaves_word_of_it():
    looks()
    call_command("audit_verify", stdout=io.StringIO())
    last = Entry.objects.order_by("-number").first()
    assert (last.action, last.details["to"], last.details["broken"]) == ("audit.verified", 4, None)
