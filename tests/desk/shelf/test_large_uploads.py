"""Large files: written to the desk's disk as they come; above the limit refused, and nothing stays."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cast as people
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.slots import handlers
from xiezhi_desk.settings.place import mebibytes
from xiezhi_desk.shelf.records import Upload
from xiezhi_desk.shelf.services.handing import drop, place_of, seen_of
from xiezhi_desk.shelf.services.seeing import let_go

pytestmark = pytest.mark.django_db
MIB = 2**20
NOW = datetime(2031, 5, 6, 9, tzinfo=UTC)
ROW = b"2031-03-01,\xe7\x94\xb2,3000\n"


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    """Three mebibytes at most, and every place under one folder."""
    settings.HOME = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "arriving"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    settings.UPLOAD_LIMIT, settings.REQUEST_LIMIT = 3 * MIB, 2 * MIB
    return tmp_path


def files(home):
    return [path for path in home.rglob("*") if path.is_file()]


def table(size):
    head = "日期,姓名,金额\n".encode()
    return SimpleUploadedFile("台账.csv", (head + ROW * (size // len(ROW) + 1))[:size], "text/csv")


def sent(size, who="shu"):
    said = {"file": table(size), "provider": "青浦区自然资源局"}
    return people.signed_in(Client(), who).post("/shelf/upload/", said)


def test_what_fits_is_moved_to_its_place_with_its_hash(home):
    answer = sent(3 * MIB)
    assert answer.status_code == 302, answer.content.decode()[:500]
    kept = Upload.objects.get()
    assert (kept.size, files(home)) == (3 * MIB, [place_of(kept)])
    assert place_of(kept).stat().st_mode & 0o777 == 0o600
    assert len(kept.sha256) == 64


def test_a_little_above_the_limit_the_form_names_it_and_the_command(home):
    answer = sent(3 * MIB + 1)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "文件超过 3 MB" in page
    assert "xiezhi shelf add" in page
    assert (Upload.objects.count(), files(home)) == (0, [])


def test_far_above_it_nothing_is_read_and_the_page_says_limit_and_command(home):
    answer = sent(5 * MIB)
    assert answer.status_code == 413
    page = answer.content.decode()
    for words in ("大小 6 MB，上限 3 MB", "没有接收", "xiezhi shelf add"):
        assert words in page
    assert (Upload.objects.count(), files(home)) == (0, [])


def test_other_pages_keep_the_smaller_limit():
    shu = people.signed_in(Client(), "shu")
    page = shu.post("/cases/import/", {"file": table(4 * MIB)})
    assert (page.status_code, "上限 2 MB" in page.content.decode()) == (413, True)
    bundle = shu.post("/runs/bundles/import/", {"file": table(5 * MIB)}).content.decode()
    assert "xiezhi-desk import" in bundle


def test_a_stranger_sends_nothing_large(home):
    said = {"file": table(3 * MIB), "provider": "青浦区自然资源局"}
    assert Client().post("/shelf/upload/", said).status_code == 413
    assert files(home) == []


def test_a_line_that_breaks_leaves_nothing(home):
    head = (
        b'--BoUnDaRyStRiNg\r\nContent-Disposition: form-data; name="file";'
        b' filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    seen = []

    class Line(io.BytesIO):
        """Two mebibytes of the file, then nobody is there."""

        def read(self, size=-1):
            if not (piece := super().read(size)):
                seen.extend(files(home))
                raise OSError("the line broke")
            return piece

    shu = people.signed_in(Client(raise_request_exception=False), "shu")
    shu.generic(
        "POST",
        "/shelf/upload/",
        b"",
        CONTENT_TYPE=MULTIPART_CONTENT,
        **{"wsgi.input": Line(head + bytes(2 * MIB)), "CONTENT_LENGTH": str(3 * MIB)},
    )
    assert [path.parent.name for path in seen] == ["arriving"]
    assert (Upload.objects.count(), files(home)) == (0, [])


def test_a_database_that_goes_away_leaves_nothing(home, monkeypatch):
    def gone(*_, **__):
        raise RuntimeError("away")

    monkeypatch.setattr("xiezhi_desk.shelf.services.handing._told", gone)
    with pytest.raises(RuntimeError):
        sent(2 * MIB)
    assert (Upload.objects.count(), files(home)) == (0, [])


def test_the_limit_is_a_variable_and_nonsense_is_refused(monkeypatch):
    monkeypatch.setenv("SOME_LIMIT", "700")
    assert mebibytes("SOME_LIMIT", 512) == 700 * MIB
    monkeypatch.setenv("SOME_LIMIT", "")
    assert mebibytes("SOME_LIMIT", 512) == 512 * MIB
    monkeypatch.setenv("SOME_LIMIT", "1 GB")
    with pytest.raises(ValueError, match="whole number of MiB"):
        mebibytes("SOME_LIMIT", 512)


def test_the_page_says_the_limit_before_anything_is_sent(settings):
    settings.UPLOAD_LIMIT = 512 * MIB
    page = people.signed_in(Client(), "shu").get("/shelf/upload/").content.decode()
    assert f'data-limit="{512 * MIB}"' in page
    assert "一份文件最多 512 MB" in page
    assert not list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())


LARGE_HEAD = "乡镇,地块编号,违法面积,立案日期,当事人,处罚文号\n".encode()
LARGE_ROW = "某镇,0001,12.5,2030-03-11,王小明,某自然资罚〔2030〕1号\n".encode()


def handed_in_large(client, monkeypatch, head=LARGE_HEAD):
    """A file above the threshold is handed in; gives the answer and what was opened so far."""
    from xiezhi.shelf.ingest.source import Source

    opened, true = [], Source.open.__func__

    def counted(cls, path, **more):
        opened.append(Path(path).name)
        return true(cls, path, **more)

    monkeypatch.setattr(Source, "open", classmethod(counted))
    monkeypatch.setattr("xiezhi_desk.shelf.looking.LARGE_TEXT", MIB)
    data = head + LARGE_ROW * (2 * MIB // len(LARGE_ROW))
    file = SimpleUploadedFile("违法占地.csv", data)
    said = {"file": file, "provider": "青浦区自然资源局"}
    return client.post("/shelf/upload/", said), opened


def worked(kind):
    """What the worker does with the newest job of a kind."""
    job = Job.objects.filter(kind=kind).latest("pk")
    result = handlers[job.kind](job, lambda *_: None, lambda: False)
    Job.objects.filter(pk=job.pk).update(state="done", result=result)
    return result


def test_a_large_file_is_looked_at_by_a_job_and_no_page_opens_it(home, settings, monkeypatch):
    settings.WORKSPACE = home / "workspace"
    shu = people.signed_in(Client(), "shu")
    answer, opened = handed_in_large(shu, monkeypatch)
    (job,) = Job.objects.all()
    assert (answer.url, job.kind, opened) == (f"/runs/jobs/{job.number}/", "look", [])
    number = Upload.objects.get().number
    assert shu.get(f"/shelf/uploads/{number}/").url == answer.url  # it is still at work
    next_page = worked("look")["next"]
    assert shu.get(f"/runs/jobs/{job.number}/state.json").json()["url"] == next_page
    assert opened == ["违法占地.csv"]
    assert "违法占地" in shu.get(next_page).content.decode()
    for _ in range(2):
        page = shu.get(f"{next_page}land_violation/").content.decode()
        assert "立案日期" in page
    assert opened == ["违法占地.csv"]
    monkeypatch.setattr("xiezhi_desk.shelf.looking.LARGE_TEXT", 9 * MIB)
    at_once = shu.get(f"{next_page}land_violation/").content.decode()
    rows = [one.split("</tbody>")[0].split("<tbody>")[1] for one in (page, at_once)]
    assert rows[0] == rows[1]  # the same as if it had been opened in the page


def test_another_table_is_compared_by_a_job_when_somebody_asks(home, settings, monkeypatch):
    settings.WORKSPACE = home / "workspace"
    shu = people.signed_in(Client(), "shu")
    handed_in_large(shu, monkeypatch)
    at = worked("look")["next"]
    page = shu.get(f"{at}pension_payment/").content.decode()
    assert "开始比对" in page
    asked = shu.post(f"{at}look/", {"table": "pension_payment"})
    assert worked("look")["next"] == f"{at}pension_payment/"
    assert asked.url.startswith("/runs/")
    assert "每列是什么" in shu.get(f"{at}pension_payment/").content.decode()
    assert "违法占地" in shu.get(at).content.decode()  # the likely ones are still known
    assert shu.post(f"{at}look/", {"table": "nonsense"}).status_code == 404
    assert people.signed_in(Client(), "guan").post(f"{at}look/").status_code in (403, 404)


def test_what_was_seen_lies_with_the_file_and_goes_with_it(home, settings, monkeypatch):
    settings.WORKSPACE = home / "workspace"
    shu = people.signed_in(Client(), "shu")
    handed_in_large(shu, monkeypatch)
    worked("look")
    upload = Upload.objects.get()
    kept = [one for one in files(home) if seen_of(upload) in one.parents]
    assert kept
    assert {one.stat().st_mode & 0o777 for one in kept} == {0o600}
    assert seen_of(upload).stat().st_mode & 0o777 == 0o700
    assert not any("王小明" in one.read_text("utf8") for one in kept)  # samples are covered
    assert cache.get(f"shelf-looked-{upload.number}") is None
    upload.refresh_from_db()
    drop(upload, people.person("shu"), NOW)
    assert files(home) == []
    assert not seen_of(upload).exists()


def test_a_file_that_is_being_looked_at_is_not_dropped(home, settings, monkeypatch):
    settings.WORKSPACE = home / "workspace"
    shu = people.signed_in(Client(), "shu")
    handed_in_large(shu, monkeypatch)
    upload = Upload.objects.get()
    answer = shu.post(f"/shelf/uploads/{upload.number}/drop/", follow=True)
    assert "请先停止任务" in answer.content.decode()
    assert place_of(upload).exists()


def test_what_nobody_confirms_in_a_month_is_deleted(home):
    sent(MIB)
    upload = Upload.objects.get()
    assert let_go(upload.at + timedelta(days=29)) == 0
    assert let_go(upload.at + timedelta(days=31)) == 1
    upload.refresh_from_db()
    assert (upload.state, files(home)) == ("dropped", [])
