"""A run followed in a real browser: models ticked, the bar moves, the result is there."""

import browser
import cast
import pytest
from browser import chromium, desk  # noqa: F401  (fixtures)
from django.utils import timezone

from xiezhi_desk.library.models import catalogue
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.services import keeping
from xiezhi_desk.runs.states import JobState

pytestmark = [*browser.JOURNEY, pytest.mark.django_db(transaction=True)]


def test_a_run_is_started_followed_and_read(desk):  # noqa: F811
    cast.person("mo")
    desk.sign_in("mo")
    page = desk.open("/runs/start/?q=刑期")
    first = page.locator("input[name=models]").first
    first.check()
    page.get_by_role("button", name="运行所选模型").click()
    page.wait_for_url("**/runs/jobs/*/")
    page.get_by_text("排队等待处理").wait_for()

    one = Job.objects.get()
    model = one.params["models"][0]
    assert model in {entry.id for entry in catalogue()}
    taken = keeping.claim(one.pk, timezone.now())
    keeping.beat(taken, {"progress": 0.5, "message": "正在核对"}, timezone.now())
    page.get_by_text("正在核对").wait_for()
    assert page.locator("progress").get_attribute("value") is not None
    result = {"bundles": [], "refused": [{"name": "模型甲", "problems": [LACKING]}]}
    keeping.end(taken, JobState.DONE, timezone.now(), result=result)
    page.get_by_text("没有结果").first.wait_for()  # the page came again by itself
    page.get_by_text("原因").first.click()
    page.get_by_text("缺少表。").wait_for()


LACKING = {"what": "缺少表。", "why": "没有版本", "cure": "申请数据", "where": "fine_payment"}


def test_the_pages_have_no_fault_a_reader_would_stumble_over(desk):  # noqa: F811
    from axe_playwright_python.sync_playwright import Axe

    cast.bundle(code="jianghai")
    desk.sign_in("mo")
    for address in ("/runs/", "/runs/start/", "/runs/schedules/new/", "/runs/bundles/"):
        page = desk.open(address)
        faults = Axe().run(page).response["violations"]
        assert [(one["id"], address) for one in faults] == []
