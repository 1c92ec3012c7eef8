"""The pages of runs: what a person sees of jobs and bundles, and what they may do there."""

import io
import shutil
import zipfile
from pathlib import Path

import cast
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.runs.problems import problem
from xiezhi_desk.runs.records import Bundle, Job, TrustedOffice
from xiezhi_desk.runs.services import start
from xiezhi_desk.runs.states import JobKind, JobState

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.HOME, settings.BUNDLES = tmp_path, tmp_path / "bundles"


def job(code="jianghai", by="mo", kind=JobKind.RUN, **fields):
    made = start(
        kind, "全部刑事模型", {}, by=cast.person(by), office=cast.office(code), now=cast.NOW
    )
    Job.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def test_the_list_shows_the_jobs_of_ones_own_office_only(client):
    own, other = job(), job("qingpu", "lin")
    page = cast.signed_in(client, "mo").get("/runs/").content.decode()
    assert own.number in page
    assert other.number not in page


def test_nonsense_in_the_query_is_no_error(client):
    browser = cast.signed_in(client, "mo")
    for query in ("?page=-3&kind=nix&state=%00", "?page=99999999999999999999", "?state=bad&page=x"):
        assert browser.get(f"/runs/{query}").status_code == 200
        assert browser.get(f"/runs/bundles/{query}&model=../../etc").status_code == 200


def test_another_offices_job_is_not_there_and_the_asking_is_recorded(client):
    other = job("qingpu", "lin")
    assert cast.signed_in(client, "mo").get(f"/runs/jobs/{other.number}/").status_code == 404
    assert Entry.objects.filter(action="reach.refused", thing=f"job:{other.number}").exists()


def test_a_running_job_tells_how_far_it_is_to_page_and_island(client):
    one = job(
        state=JobState.RUNNING, progress=0.25, message="第 3 个模型", message_en="third model"
    )
    browser = cast.signed_in(client, "mo")
    page = browser.get(f"/runs/jobs/{one.number}/").content.decode()
    assert f'data-src="/runs/jobs/{one.number}/state.json"' in page
    assert 'value="0.250"' in page
    told = browser.get(f"/runs/jobs/{one.number}/state.json").json()
    assert told == {
        "state": "running",
        "label": "进行中",
        "progress": 0.25,
        "message": "第 3 个模型",
    }


def test_a_failed_job_says_what_where_why_and_what_to_do(client):
    kept = problem(("磁盘已满。", "Full."), ("剩 3 MB", "3 MB left"), ("清理磁盘", "Free"), "disk")
    one = job(state=JobState.FAILED, problem=kept)
    page = cast.signed_in(client, "mo").get(f"/runs/jobs/{one.number}/").content.decode()
    for words in ("磁盘已满。", "disk", "剩 3 MB", "清理磁盘", "再次运行"):
        assert words in page


def test_cancel_and_run_again(client):
    one = job()
    browser = cast.signed_in(client, "mo")
    browser.post(f"/runs/jobs/{one.number}/cancel/")
    one.refresh_from_db()
    assert (one.state, one.wish) == (JobState.CANCELLED, "cancel")
    browser.post(f"/runs/jobs/{one.number}/again/")
    one.refresh_from_db()
    assert (one.state, one.wish) == (JobState.QUEUED, "")
    browser.post(f"/runs/jobs/{one.number}/cancel/")
    told = browser.post(f"/runs/jobs/{one.number}/cancel/", follow=True).content.decode()
    assert "任务已经结束" in told


def test_who_may_not_ask_for_a_job_may_not_end_it(client):
    one = job()
    refused = cast.signed_in(client, "guan").post(f"/runs/jobs/{one.number}/cancel/")
    assert refused.status_code == 403
    one.refresh_from_db()
    assert one.state == JobState.QUEUED


def packed(folder: Path = GOLDEN) -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                archive.write(path, f"bundle/{path.relative_to(folder)}")
    return SimpleUploadedFile("运行.zip", file.getvalue())


def work(one: Job):
    """The job's handler, here and now."""
    from xiezhi_desk.runs.slots import handlers

    return handlers[JobKind(one.kind)](one, lambda *_: None, lambda: False)


def test_a_bundle_handed_in_by_the_page_becomes_a_job_and_a_bundle(client, settings):
    browser = cast.signed_in(client, "an")
    answer = browser.post("/runs/bundles/import/", {"file": packed()})
    one = Job.objects.get()
    assert answer["Location"] == f"/runs/jobs/{one.number}/"
    assert "运行.zip" not in one.title  # a file's name may be a person's
    result = work(one)
    bundle = Bundle.objects.get()
    assert result["bundles"][0]["number"] == bundle.number
    assert (bundle.received, bundle.job_id, bundle.office.code) == ("page", one.pk, "qingpu")
    assert list((settings.HOME / "uploads").iterdir()) == []
    page = browser.get(f"/runs/bundles/{bundle.number}/").content.decode()
    assert bundle.run_key in page
    assert "未签名" in page


def test_a_sealed_bundle_is_opened_at_once_and_its_passphrase_kept_nowhere(client, tmp_path):
    from xiezhi.evidence.seal import seal

    seal(GOLDEN, tmp_path / "sealed", "correct horse battery")
    content = (tmp_path / "sealed").read_bytes()
    browser = cast.signed_in(client, "an")
    wrong = browser.post(
        "/runs/bundles/import/",
        {"file": SimpleUploadedFile("x", content), "passphrase": "wrong horse battery"},
    )
    assert wrong.status_code == 422
    assert Job.objects.count() == 0
    browser.post(
        "/runs/bundles/import/",
        {"file": SimpleUploadedFile("x", content), "passphrase": "correct horse battery"},
    )
    one = Job.objects.get()
    assert "correct horse" not in str(one.params)
    assert work(one)["bundles"][0]["model"] == Bundle.objects.get().model


def test_a_bundle_is_checked_again_on_request(client, tmp_path):
    from xiezhi_desk.runs import store
    from xiezhi_desk.runs.services import receive_bundle

    bundle = receive_bundle(GOLDEN, "page", cast.person("an"), cast.office(), cast.NOW)
    browser = cast.signed_in(client, "an")
    whole = browser.post(f"/runs/bundles/{bundle.number}/verify/", follow=True).content.decode()
    assert "校验通过" in whole
    shutil.rmtree(store.folder_of(bundle.folder) / "rows")
    broken = browser.post(f"/runs/bundles/{bundle.number}/verify/", follow=True).content.decode()
    assert "校验不通过" in broken
    assert "rows/" in broken


def test_a_county_does_not_see_the_provinces_bundles_but_the_province_the_countys(client):
    county, above = cast.bundle(code="qingpu"), cast.bundle(code="jianghai")
    own = cast.signed_in(client, "an").get("/runs/bundles/").content.decode()
    assert (county.number in own, above.number in own) == (True, False)
    all_of_it = cast.signed_in(client, "guan").get("/runs/bundles/").content.decode()
    assert county.number in all_of_it
    assert above.number in all_of_it


def test_the_security_administrator_keeps_the_list_of_trust(client):
    browser = cast.signed_in(client, "fang")
    bad = browser.post("/runs/trusted/", {"issuer": "江海省院", "public_key": "x"})
    assert "这不是签名公钥" in bad.content.decode()
    key = "A" * 43 + "="
    browser.post("/runs/trusted/", {"issuer": "江海省院", "public_key": key})
    one = TrustedOffice.objects.get()
    assert (one.public_key, one.active, one.added_by.username) == (key, True, "fang")
    browser.post(f"/runs/trusted/{one.pk}/")
    one.refresh_from_db()
    assert not one.active
    assert cast.signed_in(client, "an").get("/runs/trusted/").status_code == 403


def test_english_is_complete(client):
    person = cast.person("mo")
    person.language = "en"
    person.save()
    one = job(state=JobState.RUNNING, message="第 3 个模型", message_en="third model")
    page = cast.signed_in(client, "mo").get(f"/runs/jobs/{one.number}/").content.decode()
    assert "third model" in page
    assert "Asked by" in page


def test_who_took_the_letters_asking_for_data_stands_in_the_trail(client, settings, tmp_path):
    settings.WORKSPACE = tmp_path / "workspace"
    cast.signed_in(client, "mo")
    answer = client.get("/runs/ready/pension-after-death/request.docx")
    assert answer["Content-Type"].endswith("wordprocessingml.document"), answer
    assert answer.content[:2] == b"PK"
    entry = Entry.objects.get(action="runs.letters_downloaded")
    assert (entry.person, entry.thing) == (cast.person("mo"), "model:pension-after-death")
    assert client.get("/runs/ready/no-such-model/request.docx").status_code == 404
    assert Entry.objects.filter(action="runs.letters_downloaded").count() == 1
    shen = cast.signed_in(type(client)(), "shen").get("/audit/?action=runs.letters_downloaded")
    assert "下载数据需求函" in shen.content.decode()
