"""Models run over the shelf by a job; what each gave is received, the rest is told."""

from pathlib import Path

import cast
import pytest

from xiezhi_desk.library.problems import Problem, Title
from xiezhi_desk.library.runs import ModelRun, RunDone, RunStoppedError
from xiezhi_desk.runs.handling import running
from xiezhi_desk.runs.handling.alone import alone
from xiezhi_desk.runs.problems import Refused
from xiezhi_desk.runs.records import Bundle, Job
from xiezhi_desk.runs.services import start
from xiezhi_desk.runs.slots import Stopped
from xiezhi_desk.runs.states import JobKind

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"
LACKING = Problem(Title("缺少表。", "A table is missing."), "fine_payment", "no version")


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.HOME, settings.BUNDLES = tmp_path, tmp_path / "bundles"
    settings.WORKSPACE = tmp_path / "workspace"


def job(**params):
    return start(
        JobKind.RUN,
        "两个模型",
        {"models": ["one", "two"], **params},
        by=cast.person("mo"),
        office=cast.office("jianghai"),
        now=cast.NOW,
    )


def gives(monkeypatch, *models):
    asked = {}

    def run(workspace, ids, out, **words):
        asked.update(words, ids=ids, out=out)
        words["tell"](0.5, "一半", "half")
        return RunDone(str(out), None, models)

    monkeypatch.setattr("xiezhi_desk.library.runs.run", run)
    return asked


def ran(name="one"):
    return ModelRun(name, Title("模型一", "Model one"), "done", str(GOLDEN), 3, ())


def left():
    return ModelRun("two", Title("模型二", "Model two"), "refused", "", 0, (LACKING,))


def test_bundles_are_received_and_what_was_left_out_is_told(monkeypatch):
    asked = gives(monkeypatch, ran(), left())
    told = []
    result = running.run(job(as_of="2031-03-01"), lambda *one: told.append(one), lambda: False)
    bundle = Bundle.objects.get()
    assert (bundle.received, bundle.office.code, bundle.received_by.username) == (
        "run", "jianghai", "mo",
    )  # fmt: skip
    assert result["bundles"][0]["number"] == bundle.number
    assert [one["name"] for one in result["refused"]] == ["模型二"]
    assert result["refused"][0]["problems"][0]["what"] == "缺少表。"
    assert (asked["who"], asked["office"], str(asked["as_of"])) == (
        "mo", "江海省人民检察院", "2031-03-01",
    )  # fmt: skip
    assert told[0][0] == pytest.approx(0.4)  # half of the run's part of the bar


def test_the_same_run_again_doubles_nothing(monkeypatch):
    gives(monkeypatch, ran())
    running.run(job(), lambda *_: None, lambda: False)
    again = running.run(job(), lambda *_: None, lambda: False)
    assert again["bundles"][0]["again"]
    assert Bundle.objects.count() == 1


def test_a_run_that_gave_nothing_fails_with_every_reason(monkeypatch):
    gives(monkeypatch, left())
    with pytest.raises(Refused) as refused:
        running.run(job(), lambda *_: None, lambda: False)
    assert refused.value.first["where"] == "fine_payment"


def test_the_wish_for_the_end_ends_the_run(monkeypatch):
    def run(*_, cancelled, **__):
        assert cancelled()
        raise RunStoppedError

    monkeypatch.setattr("xiezhi_desk.library.runs.run", run)
    with pytest.raises(Stopped):
        running.run(job(), lambda *_: None, lambda: True)


def test_two_runs_of_an_office_do_not_share_a_folder_at_once(monkeypatch, tmp_path):
    gives(monkeypatch, ran())
    told = []
    (tmp_path / "runs" / "jianghai").mkdir(parents=True)
    one = job()
    with (
        alone(tmp_path / "runs" / "jianghai", lambda *_: None, lambda: False),
        pytest.raises(Stopped),  # it waits, and is ended while it waits
    ):
        running.run(one, lambda *said: told.append(said[1]), lambda: bool(told))
    assert told == ["等待本院另一个任务结束"]


def test_the_page_starts_a_run_of_the_models_ticked(client):
    from xiezhi_desk.library.models import catalogue

    first, second = (one.id for one in catalogue()[:2])
    browser = cast.signed_in(client, "mo")
    page = browser.get("/runs/start/?line=criminal&q=刑期").content.decode()
    assert 'name="models"' in page
    assert browser.post("/runs/start/", {}).status_code == 422
    assert browser.post("/runs/start/", {"models": ["../nix"]}).status_code == 422
    answer = browser.post("/runs/start/", {"models": [first, second], "as_of": "2031-03-01"})
    one = Job.objects.get()
    assert answer["Location"] == f"/runs/jobs/{one.number}/"
    assert one.params["models"] == [first, second]
    assert (one.params["as_of"], one.params["anew"]) == ("2031-03-01", False)
    assert "等 2 个模型" in one.title
    assert cast.signed_in(client, "an").get("/runs/start/").status_code == 403


def test_readiness_is_a_chip_for_htmx_and_a_page_by_link(client):
    from xiezhi_desk.library.models import catalogue

    address = f"/runs/ready/{catalogue()[0].id}/"
    browser = cast.signed_in(client, "mo")
    chip = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in chip
    assert "chip" in chip
    assert "<html" in browser.get(address).content.decode()
    assert browser.get("/runs/ready/nix/").status_code == 404


def test_bundles_made_here_are_signed_with_the_desks_own_key(monkeypatch):
    from xiezhi_desk.runs.services.trusting import own_key

    asked = gives(monkeypatch, ran())
    running.run(job(), lambda *_: None, lambda: False)
    assert asked["signing"] is None
    own = own_key(cast.office("jianghai"), cast.NOW)
    assert own_key(cast.office("jianghai"), cast.NOW) == own
    running.run(job(), lambda *_: None, lambda: False)
    assert asked["signing"].issuer == "江海省人民检察院"
    assert asked["signing"].key.stat().st_mode & 0o77 == 0
