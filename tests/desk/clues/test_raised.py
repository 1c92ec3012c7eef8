"""A job's page says what it raised, and each count leads to those clues."""

import re
from html import unescape

import cast
import pytest
from cast import NOW
from django.test import Client
from incoming import arrive, clue_record

from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.services import counting
from xiezhi_desk.runs.records import Bundle, Job
from xiezhi_desk.runs.states import JobKind, JobState

pytestmark = pytest.mark.django_db


def job_with(*bundles, state=JobState.DONE):
    made = Job.objects.create(
        kind=JobKind.RUN,
        state=state,
        title="刑期模型",
        asked_by=cast.person("lin"),
        office=cast.office("qingpu"),
        asked_at=NOW,
    )
    Bundle.objects.filter(pk__in=[one.pk for one in bundles]).update(job=made)
    return made


def page(address, who="lin"):
    answer = cast.signed_in(Client(), who).get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def counts(text):
    part = re.search(r'id="raised".*?</section>', text, re.DOTALL)[0]
    found = re.findall(r'stat"><b>(?:<a href="([^"]+)">)?(\d+).*?<span>([^<]+)', part)
    return {label: (int(number), url) for url, number, label in found}


def rows(url):
    return set(re.findall(r'name="pick" value="(\w+)"', page(url)))


def three_kinds():
    """First run: a, b, c. Second: a the same, b changed, d new, c no longer."""
    first = arrive(clue_record("a"), clue_record("b"), clue_record("c"))
    second = arrive(clue_record("a"), clue_record("b", evidence="second"), clue_record("d"), day=2)
    counting.recount()
    return job_with(first), job_with(second)


def number_of(key):
    return Clue.objects.get(matter__key=f"matter-{key}").number


def test_new_again_changed_and_gone_are_counted_with_links_to_them():
    one, two = three_kinds()
    assert {k: n for k, (n, _) in counts(page(f"/runs/jobs/{one.number}/")).items()} == {
        "首次": 3, "再次": 0, "有变化": 0, "未再出现": 0,
    }  # fmt: skip
    said = counts(page(f"/runs/jobs/{two.number}/"))
    found = {label: (number, rows(url)) for label, (number, url) in said.items()}
    assert found == {
        "首次": (1, {number_of("d")}),
        "再次": (1, {number_of("a")}),
        "有变化": (1, {number_of("b")}),
        "未再出现": (1, {number_of("c")}),
    }
    everything = f"/clues/?state=all&job={two.number}"
    assert rows(everything) == {number_of(key) for key in "abd"}
    listed = page(f"{everything}&seen=changed")
    assert f"运行任务：{two.number}" in listed.replace("\n", "")
    assert f'type="hidden" name="job" value="{two.number}"' in listed
    assert 'type="hidden" name="seen" value="changed"' in listed


def test_who_sees_no_clues_sees_no_counts_and_nobody_counts_beyond_their_reach():
    _, two = three_kinds()
    Job.objects.update(office=cast.office("jianghai"))
    assert 'id="raised"' not in page(f"/runs/jobs/{two.number}/", "mo")
    Job.objects.update(office=cast.office("baita"))
    assert 'id="raised"' not in page(f"/runs/jobs/{two.number}/", "bai")
    assert rows(f"/clues/?state=all&job={two.number}") != set()


def test_a_job_that_raised_nothing_or_still_runs_says_nothing():
    one, _ = three_kinds()
    Job.objects.filter(pk=one.pk).update(state=JobState.RUNNING)
    assert 'id="raised"' not in page(f"/runs/jobs/{one.number}/")
    assert 'id="raised"' not in page(f"/runs/jobs/{job_with().number}/")


def test_nonsense_is_left_out_and_said_so():
    three_kinds()
    said = page("/clues/?state=all&job=%27%3B--&seen=never")
    assert "以下条件无法识别，已忽略" in said
    assert len(re.findall('name="pick"', said)) == 4
