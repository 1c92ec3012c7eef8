"""What leaves the desk: asked with a purpose, approved by another, taken once, marked."""

import datetime as dt
import io
import zipfile

import cast as people
import pytest
from django.core.management import CommandError, call_command
from real_bundle import NAMES, received

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.records import Export, Note
from xiezhi_desk.clues.services import exporting, recusing
from xiezhi_desk.clues.services.exporting import Wish
from xiezhi_desk.clues.services.refusing import Refused

pytestmark = pytest.mark.django_db
WHY = "向刑事执行部门移送核查"


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: people.NOW)


def browser(client, username):
    return people.signed_in(client, username)


def asked(client, clue, *, who="lin", bare=False):
    said = {"export-reason": WHY} | ({"export-bare": "on"} if bare else {})
    answer = browser(client, who).post(f"/clues/{clue.number}/export/", said)
    assert answer.status_code == 302
    return Export.objects.latest("pk")


def approved(client, export, who="wu"):
    said = {"answer": "approve", "reason": "同意，用于办案"}
    browser(client, who).post(f"/clues/exports/{export.number}/decide/", said)
    export.refresh_from_db()
    return export


def taken(client, export, who="lin"):
    return browser(client, who).post(f"/clues/exports/{export.number}/file/")


def words(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return "".join(
            file.read(name).decode() for name in file.namelist() if name.endswith(".xml")
        )


def test_a_dossier_is_asked_for_approved_by_another_and_taken_once(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    export = approved(client, asked(client, clue))
    assert export.state == "approved"
    assert export.until == people.NOW + dt.timedelta(days=7)
    answer = taken(client, export)
    assert answer["Content-Disposition"] == f'attachment; filename="export-{export.number}.docx"'
    text = words(answer.content)
    assert clue.organ in text
    assert clue.number in text
    again = taken(client, export)
    assert again.status_code == 302
    export.refresh_from_db()
    assert (export.downloads, len(export.sha256)) == (1, 64)
    trail = Entry.objects.filter(thing=f"export:{export.number}").order_by("number")
    assert [(one.action, one.person.username) for one in trail] == [
        ("export.asked", "lin"), ("export.approved", "wu"), ("export.taken", "lin"),
    ]  # fmt: skip
    assert [one.reason for one in trail] == [WHY, "同意，用于办案", ""]


def test_a_dossier_is_covered_unless_open_names_were_approved(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    lin = people.person("lin")
    name = clue.latest.said["is"]["affected"]
    assert name in NAMES
    Note.objects.create(clue=clue, by=lin, at=people.NOW, text=f"已电话联系{name}的家属")
    masked = words(taken(client, approved(client, asked(client, clue))).content)
    opened = words(taken(client, approved(client, asked(client, clue, bare=True))).content)
    assert not any(name in masked for name in NAMES)
    assert any(name in opened for name in NAMES)
    assert "未脱敏" in opened


def test_nobody_approves_their_own_request_nor_another_office_s(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    own = asked(client, clue, who="wu")
    assert approved(client, own, "wu").state == "asked"
    assert Entry.objects.filter(action="clue.refused.second").exists()
    said = {"answer": "approve", "reason": "同意"}
    other = browser(client, "zhang").post(f"/clues/exports/{own.number}/decide/", said)
    assert other.status_code == 404
    prosecutor = browser(client, "lin").post(f"/clues/exports/{own.number}/decide/", said)
    assert prosecutor.status_code == 403


def test_a_request_says_why_and_is_refused_with_a_reason(client):
    clue = people.clue()
    browser(client, "lin").post(f"/clues/{clue.number}/export/", {"export-reason": "用"})
    assert not Export.objects.exists()
    export = asked(client, clue)
    browser(client, "wu").post(
        f"/clues/exports/{export.number}/decide/", {"answer": "refuse", "reason": "用途不明"}
    )
    export.refresh_from_db()
    assert (export.state, export.decided_reason) == ("refused", "用途不明")
    assert taken(client, export).status_code == 302
    assert not Entry.objects.filter(action="export.taken").exists()


def test_an_approval_is_good_for_seven_days(client, tmp_path, settings, monkeypatch):
    export = approved(client, asked(client, received(tmp_path, settings)[0]))
    later = people.NOW + dt.timedelta(days=7)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert taken(client, export).status_code == 302
    page = client.get(f"/clues/exports/{export.number}/").content.decode()
    assert "失效" in page
    assert "/file/" not in page


def test_a_right_lost_since_gives_no_file(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    export = approved(client, asked(client, clue))
    recusing.declare(people.person("lin"), people.NOW, "与当事人有利害关系", clue=clue)
    assert taken(client, export).status_code == 302
    assert not Entry.objects.filter(action="export.taken").exists()


def test_open_names_need_the_right_to_uncover():
    clue = people.clue()
    wish = Wish("clue", [clue], WHY, masked=False)
    with pytest.raises(Refused):
        exporting.ask(wish, people.person("an"), people.NOW)
    assert exporting.ask(Wish("clue", [clue], WHY), people.person("an"), people.NOW).masked


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_names_no_person_and_leaves_restricted_clues_out(
    client, tmp_path, settings, capsys, kind
):
    plain, secret = received(tmp_path, settings)
    type(secret).objects.filter(pk=secret.pk).update(restricted=True)
    picked = [plain.number, secret.number]
    said = {"pick": picked, "go": "1", "what": kind, "reason": WHY}
    browser(client, "an").post("/clues/exports/list/", said)
    export = Export.objects.get()
    data = taken(client, approved(client, export), "an").content
    text = data.decode("utf-8-sig") if kind == "csv" else words(data)
    assert plain.number in text
    assert secret.number not in text
    assert not any(name in text for name in NAMES)
    assert export.number in text
    assert "安案管" in text
    path = tmp_path / f"list.{kind}"
    path.write_bytes(data)
    call_command("watermark", path)
    assert "安案管" in capsys.readouterr().out


def test_a_list_asks_first_and_then_is_asked_for(client):
    clue = people.clue()
    browser(client, "an")
    page = client.post("/clues/exports/list/", {"pick": [clue.number]})
    assert clue.number in page.content.decode()
    assert not Export.objects.exists()
    empty = client.post("/clues/exports/list/", {"pick": [clue.number], "go": "1", "what": "pdf"})
    assert empty.status_code == 422
    nothing = client.post("/clues/exports/list/", {"pick": ["ZZZZZZZZZZ"], "go": "1"})
    assert nothing.status_code == 302


def test_a_matter_s_dossiers_come_in_one_file(client, tmp_path, settings, capsys):
    clue = received(tmp_path, settings)[0]
    browser(client, "lin").post(
        f"/clues/matter/{clue.matter.number}/export/", {"export-reason": WHY}
    )
    export = approved(client, Export.objects.get())
    data = taken(client, export).content
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.namelist() == [f"{clue.number}.docx"]
    path = tmp_path / "matter.zip"
    path.write_bytes(data)
    call_command("watermark", path)
    assert export.number in capsys.readouterr().out


def test_the_mark_is_read_back_from_a_dossier_and_from_a_passage_copied_out(
    client, tmp_path, settings, capsys
):
    export = approved(client, asked(client, received(tmp_path, settings)[0]))
    data = taken(client, export).content
    path = tmp_path / "卷.docx"
    path.write_bytes(data)
    call_command("watermark", path)
    assert export.number in capsys.readouterr().out
    from docx import Document

    copied = tmp_path / "copied.txt"
    copied.write_text(Document(io.BytesIO(data)).paragraphs[3].text, "utf8")
    call_command("watermark", copied)
    assert export.number in capsys.readouterr().out
    plain = tmp_path / "plain.txt"
    plain.write_text("没有水印的文字", "utf8")
    with pytest.raises(CommandError, match="no mark"):
        call_command("watermark", plain)


def test_another_office_s_request_is_not_there(client):
    export = asked(client, people.clue())
    for who in ("bai", "tan", "zhang"):
        answer = browser(client, who).get(f"/clues/exports/{export.number}/")
        assert answer.status_code == 404
    assert browser(client, "mei").get(f"/clues/exports/{export.number}/").status_code == 404


def test_the_page_shows_what_waits_and_one_takes_one_s_own_back(client):
    export = asked(client, people.clue())
    assert export.number in browser(client, "wu").get("/clues/exports/").content.decode()
    browser(client, "lin").post(f"/clues/exports/{export.number}/withdraw/")
    export.refresh_from_db()
    assert export.state == "withdrawn"
    assert approved(client, export).state == "withdrawn"
