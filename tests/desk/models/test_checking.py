"""A model that somebody brings is checked apart from the desk; nothing of it stays."""

import io
import zipfile
from pathlib import Path
from shutil import copytree

import cast as people
import pytest

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.library.models import check_models, packed

ROOT = Path(__file__).resolve().parents[3]
CONTROL = ROOT / "bench" / "negative_control"
SHIPPED = "salary-after-conviction"


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    made.seek(0)
    made.name = "models.zip"
    return made


def bring(client, file, name="mo"):
    return people.signed_in(client, name).post("/models/check/", {"file": file})


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.HOME = tmp_path


def test_a_match_by_name_alone_is_refused_with_its_ground():
    found = {one.id: one for one in check_models(CONTROL)}
    (refused,) = (one for one in found["executive-by-name"].problems if one.ground)
    assert refused.problem.code == "match-name-alone"
    assert refused.problem.where == "models/criminal/executive-by-name/model.yaml:25:7"
    assert (refused.ground.law[0].cite, refused.ground.decision) == ("个人信息保护法第8条", "0016")
    assert list((ROOT / "docs" / "decisions").glob("0016-*")), "the page names it"
    assert not any(one.ground for one in found["executive-by-match"].problems)


def test_tables_that_came_along_stay_out_of_this_process(tmp_path):
    from xiezhi.rulebook.tables import Tables

    copytree(CONTROL, brought := tmp_path / "brought")
    table = (CONTROL / "tables" / "listed_executive.yaml").read_text(encoding="utf-8")
    renamed = table.replace("listed_executive", "came_along")  # no other story brings this one
    (brought / "tables" / "came_along.yaml").write_text(renamed, encoding="utf-8")
    assert check_models(brought)
    assert "came_along" not in Tables.load()


def test_a_shipped_model_comes_back_right(tmp_path):
    with zipfile.ZipFile(io.BytesIO(packed(SHIPPED))) as archive:
        archive.extractall(tmp_path)
    (one,) = check_models(tmp_path)
    assert one.right
    assert one.title.zh in one.prose.zh


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("files", "code", "word"),
    [
        ({"notes.md": "-"}, "model-none", "里面没有模型"),
        ({"../model.yaml": "model: x"}, "zip-outside", "指向外部"),
        ({"x/model.yaml": "model: ["}, "yaml-syntax", "YAML"),
    ],
)
def test_what_is_no_model_is_refused_and_recorded(client, files, code, word, tmp_path):
    answer = bring(client, zipped(files))
    assert (answer.status_code, word in answer.text) == (422, True)
    assert Entry.objects.get(action="model.refused").details["problems"] == [code]
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.django_db
def test_the_page_is_complete_in_english(client):
    mo = people.person("mo")
    mo.language = "en"
    mo.save()
    brought = {
        path.relative_to(CONTROL).as_posix(): path.read_text("utf8")
        for path in CONTROL.rglob("*.yaml")
    }
    told = bring(client, zipped(brought)).text
    assert "Nothing but names is compared." in told
    assert "Many people and units share a name." in told
    assert "a name alone never links" in told


@pytest.mark.django_db
def test_a_shipped_model_is_taken_as_files(client):
    answer = people.signed_in(client, "mo").get(f"/models/{SHIPPED}/folder.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert f"{SHIPPED}/model.yaml" in archive.namelist()
