"""A copy found somewhere says who took it: a file, words pasted, the number printed on paper."""

import re
from html import unescape

import cast as people
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from real_bundle import received

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.selectors import who_looked
from xiezhi_desk.clues.records import Export

pytestmark = pytest.mark.django_db
WHY = "向刑事执行部门移送核查"


def taken(address, said, who):
    """The file of an export asked for at an address, approved by the chief."""
    mine = people.signed_in(Client(), who)
    mine.post(address, said)
    number = Export.objects.latest("pk").number
    chief = people.signed_in(Client(), "wu")
    yes = {"answer": "approve", "reason": "同意，用于办案"}
    chief.post(f"/clues/exports/{number}/decide/", yes)
    return mine.post(f"/clues/exports/{number}/file/").content


def traced(**said):
    """What the audit administrator is told of a copy."""
    answer = people.signed_in(Client(), "shen").post("/audit/copy/", said)
    return answer.status_code, unescape(answer.content.decode())


def test_words_copied_from_a_clue_s_page_name_who_had_it_open(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    page = people.signed_in(client, "lin").get(f"/clues/{clue.number}/").content.decode()
    people.signed_in(Client(), "mei").get(f"/clues/{clue.number}/")
    copied = re.search(r'<blockquote class="reading">(.*?)</blockquote>', page, re.DOTALL)[1]
    status, said = traced(text=re.sub("<[^>]+>", "", copied))
    assert status == 200
    assert "林检" in said
    assert "梅检" not in said
    assert f"clue:{clue.number}" in said
    assert Entry.objects.get(action="audit.copy_traced").details == {"found": True}


def test_the_number_on_a_printed_page_names_who_printed_it(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    page = people.signed_in(client, "lin").get(f"/clues/{clue.number}/").content.decode()
    number = re.search(r"副本编号 (P\d+)", page)[1]
    assert "林检" in traced(number=number)[1]
    assert client.post(f"/clues/{clue.number}/printed/").status_code == 204
    looks = list(who_looked(f"clue:{clue.number}").values_list("action", flat=True))
    assert looks == ["clue.printed", "clue.opened"]


def test_a_dossier_and_a_list_name_who_took_them(tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    dossier = taken(f"/clues/{clue.number}/export/", {"export-reason": WHY}, "lin")
    file = SimpleUploadedFile("found.docx", dossier)
    assert "林检" in traced(file=file)[1]
    said = {"pick": [clue.number], "go": "1", "what": "xlsx", "reason": WHY}
    book = taken("/clues/exports/list/", said, "an")
    said = traced(file=SimpleUploadedFile("found.xlsx", book))[1]
    assert "安案管" in said
    assert "export.taken" in said
    whole = {one.action for one in who_looked(f"clue:{clue.number}")}
    assert "export.taken" in whole


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00", "没有水印".encode()])
def test_what_bears_no_mark_is_said_to_bear_none(data):
    status, said = traced(file=SimpleUploadedFile("x.docx", data), text="无" if not data else "")
    assert status in {200, 422}
    assert "没有读出水印" in said or "空" in said


def test_a_mark_of_another_desk_is_not_ours():
    assert "没有记录" in traced(number="P99999999")[1]
    assert traced()[0] == 422


def test_only_the_audit_administrator_traces(client):
    assert people.signed_in(client, "lin").get("/audit/copy/").status_code == 403


@pytest.mark.parametrize(
    ("who", "address", "action"),
    [
        ("shu", "/shelf/catalogue.csv", "shelf.downloaded"),
        ("shu", "/shelf/uses.csv", "shelf.downloaded"),
    ],
)
def test_tables_of_the_shelf_taken_out_are_in_the_trail(client, who, address, action):
    assert people.signed_in(client, who).get(address).status_code == 200
    entry = Entry.objects.get(action=action)
    assert entry.who.startswith("舒数据")
    assert entry.thing == f"shelf:{address.split('/')[-1].removesuffix('.csv')}"
