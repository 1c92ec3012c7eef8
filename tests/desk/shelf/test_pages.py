"""Somebody who has never seen a terminal uploads a dirty table, mends it, and asks for another."""

import cast as people
import pytest
from dirty_land import LAND, TERMS
from django.core.files.uploadedfile import SimpleUploadedFile

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.runs.problems import Refused
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.slots import handlers
from xiezhi_desk.shelf.records import Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    settings.HOME = tmp_path
    settings.WORKSPACE = tmp_path / "workspace"
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def handed_in(client, name="违法占地.csv", data=LAND):
    return client.post(
        "/shelf/upload/", {"file": SimpleUploadedFile(name, data), "provider": "青浦区自然资源局"}
    )


def worked(job):
    """What the worker does, in this process."""
    return handlers[job.kind](job, lambda *_: None, lambda: False)


def loaded(client):
    answer = handed_in(client)
    client.post(f"{answer.url}land_violation/", TERMS)
    return worked(Job.objects.get())


def test_a_file_is_recognised_confirmed_and_loaded(client, place):
    people.signed_in(client, "shu")
    answer = handed_in(client)
    assert "违法占地" in client.get(answer.url).content.decode()
    page = client.get(f"{answer.url}land_violation/")
    assert page.status_code == 200
    told = page.content.decode()
    assert "各机关也写作“文号”" in told
    assert "约两千" in told
    done = client.post(f"{answer.url}land_violation/", TERMS)
    job = Job.objects.get()
    assert done.url == f"/runs/{job.number}/" or job.number in done.url
    result = worked(job)
    assert (result["rows_in"], result["rows_kept"] + result["rows_quarantined"]) == (2, 2)
    upload = Upload.objects.get()
    assert upload.state == "loaded"
    assert not (place / upload.stored).exists()
    listed = client.get("/shelf/").content.decode()
    assert "江海省人民检察院" in listed
    assert client.get("/shelf/land_violation/").status_code == 200
    assert "青浦区自然资源局" in client.get("/shelf/catalogue.csv").content.decode()


def test_a_refused_cell_is_corrected_on_the_page(client, place):
    people.signed_in(client, "shu")
    batch = loaded(client)["batch"]
    page = client.get(f"/shelf/quarantine/{batch}/")
    (cell,) = page.context["found"].cells
    assert cell.raw == "约两千"
    client.post(
        f"/shelf/quarantine/{batch}/", {"mark": cell.mark, "source": cell.source, "value": "2000"}
    )
    assert client.get(f"/shelf/quarantine/{batch}/").context["found"].total == 0
    assert Entry.objects.filter(action="shelf.reoffered", thing=f"batch:{batch}").exists()
    assert client.get(f"/shelf/quarantine/{batch}/?page=nonsense").status_code == 200
    assert client.get("/shelf/quarantine/77/").status_code == 404


def test_a_contract_without_a_basis_keeps_the_page(client, place):
    people.signed_in(client, "shu")
    answer = handed_in(client)
    again = client.post(f"{answer.url}land_violation/", {**TERMS, "basis": ""})
    assert again.status_code == 422
    assert not Job.objects.exists()


def test_a_broken_file_says_what_to_do(client, place):
    people.signed_in(client, "shu")
    answer = handed_in(client, "空.xlsx", b"not a workbook at all")
    told = client.get(answer.url).content.decode()
    assert "怎么办" in told
    assert Upload.objects.get().state == "open"


def test_a_file_that_is_not_wanted_is_dropped_and_gone(client, place):
    people.signed_in(client, "shu")
    handed_in(client)
    upload = Upload.objects.get()
    client.post(f"/shelf/uploads/{upload.number}/drop/")
    assert not (place / upload.stored).exists()
    upload.refresh_from_db()
    assert upload.state == "dropped"


def test_another_office_does_not_see_the_file(client, place):
    people.signed_in(client, "shu")
    handed_in(client)
    number = Upload.objects.get().number
    lin = people.person("lin")
    lin.duties.create(kind="data_steward", line="", since="2020-01-01")
    people.signed_in(client, "lin")
    assert client.get(f"/shelf/uploads/{number}/").status_code == 404


def test_a_county_asks_and_the_province_answers(client, place):
    people.province()
    people.signed_in(client, "shu")
    loaded(client)
    lin = people.person("lin")
    lin.duties.create(kind="data_steward", line="", since="2020-01-01")
    people.signed_in(client, "lin")
    asked = client.post(
        "/shelf/requests/new/",
        {
            "table": "land_violation",
            "basis": "检察院组织法#21",
            "scene": "耕地占用税征收监督",
            "purposes": ["国有财产保护"],
            "columns": "doc_no,parcel_no",
            "rows": "青浦区",
            "valid_until": "2098-12-31",
        },
    )
    assert asked.status_code == 302, asked.content.decode()
    page = client.get(asked.url)
    assert page.status_code == 200
    names = [action[0] for action in page.context["found"].actions]
    assert "approve" in names
    assert client.post(asked.url, {"action": "approve"}).status_code == 403
    zong = people.person("zong")
    assert zong.office.code == "jianghai"


def test_an_older_file_is_refused_in_words_and_taken_with_a_tick_and_a_reason(client, place):
    people.signed_in(client, "shu")
    answer = handed_in(client)
    client.post(f"{answer.url}land_violation/", {**TERMS, "data_as_of": "2031-06-30"})
    worked(Job.objects.get())
    older = handed_in(client, data=LAND.replace("约两千".encode("gb18030"), b"2000"))
    said = {**TERMS, "data_as_of": "2030-06-30"}
    client.post(f"{older.url}land_violation/", said)
    with pytest.raises(Refused) as refused:
        worked(Job.objects.latest("pk"))
    (problem,) = refused.value.problems
    assert problem["what"] == "送来的数据比这家单位上次送来的旧。"
    assert problem["why"] == "这次的数据截至 2030-06-30；同一单位的第 1 批截至 2031-06-30"
    assert "填写覆盖起止" in problem["cure"]
    unsaid = client.post(f"{older.url}land_violation/", {**said, "anyway": "on"})
    assert (unsaid.status_code, "请写明理由。" in unsaid.content.decode()) == (422, True)
    client.post(f"{older.url}land_violation/", {**said, "anyway": "on", "reason": "上次的不全"})
    assert worked(Job.objects.latest("pk"))["version"] == 2
