"""The page of a clue: the organ first, masked by default, every look recorded."""

import cast as people
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.records import Attachment

pytestmark = pytest.mark.django_db


def seen(client, clue, **post):
    return client.get(f"/clues/{clue.number}/")


def test_a_clue_is_opened_and_that_is_recorded(client):
    clue = people.clue()
    answer = seen(people.signed_in(client, "lin"), clue)
    assert answer.status_code == 200
    assert clue.organ in answer.content.decode()
    looked = Entry.objects.get(action="clue.opened")
    assert (looked.thing, looked.person.username) == (f"clue:{clue.number}", "lin")


def test_a_stranger_finds_nothing_and_that_is_recorded(client):
    clue = people.clue()
    answer = seen(people.signed_in(client, "bai"), clue)
    assert answer.status_code == 404
    assert Entry.objects.filter(action="reach.refused", thing=f"clue:{clue.number}").exists()


def test_uncovering_asks_why_and_lasts_for_this_clue_only(client):
    clue, other = people.clue(), people.clue()
    people.signed_in(client, "lin")
    client.post(f"/clues/{clue.number}/uncover/", {"reason": "看"})
    assert not Entry.objects.filter(action="clue.uncovered").exists()
    client.post(f"/clues/{clue.number}/uncover/", {"reason": "核对当事人是否同一人"})
    entry = Entry.objects.get(action="clue.uncovered")
    assert entry.reason == "核对当事人是否同一人"
    assert "恢复遮盖" in seen(client, clue).content.decode()
    assert "恢复遮盖" not in seen(client, other).content.decode()
    client.post(f"/clues/{clue.number}/cover/")
    assert "恢复遮盖" not in seen(client, clue).content.decode()


def test_a_clue_manager_may_not_uncover(client):
    clue = people.clue()
    answer = people.signed_in(client, "an").post(
        f"/clues/{clue.number}/uncover/", {"reason": "想看一看是谁"}
    )
    assert answer.status_code == 403


def test_a_note_is_withdrawn_and_stays_readable(client):
    clue = people.clue()
    people.signed_in(client, "lin")
    client.post(f"/clues/{clue.number}/note/", {"text": "已电话联系法院"})
    note = clue.notes.get()
    client.post(f"/clues/{clue.number}/note/{note.pk}/back/")
    assert "<s>" in seen(client, clue).content.decode()
    assert [one.action for one in Entry.objects.filter(action__startswith="clue.note")] == [
        "clue.noted",
        "clue.note_withdrawn",
    ]


def test_a_file_is_kept_by_its_hash_with_where_it_was_obtained(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clue = people.clue()
    people.signed_in(client, "lin")
    said = {
        "file": SimpleUploadedFile("../../回执.pdf", b"%PDF-1.4 slip"),
        "obtained_where": "某区法院档案室",
        "obtained_on": "2031-03-09",
    }
    client.post(f"/clues/{clue.number}/attach/", said)
    kept = Attachment.objects.get()
    assert kept.name == "回执.pdf"
    assert (tmp_path / kept.stored).read_bytes() == b"%PDF-1.4 slip"
    read = client.get(f"/clues/{clue.number}/attachment/{kept.pk}/")
    assert read["Content-Disposition"].startswith("attachment")
    assert b"".join(read.streaming_content) == b"%PDF-1.4 slip"
    assert not list((tmp_path / ".incoming").iterdir())


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg"])
def test_other_kinds_of_file_are_refused(client, name):
    clue = people.clue()
    people.signed_in(client, "lin")
    said = {
        "file": SimpleUploadedFile(name, b"x"),
        "obtained_where": "某处",
        "obtained_on": "2031-03-09",
    }
    answer = client.post(f"/clues/{clue.number}/attach/", said, follow=True)
    assert "不接受这种文件" in answer.content.decode()
    assert not Attachment.objects.exists()
