"""What came of a founded matter: entered, amended, withdrawn, imported; never for an open clue."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import cast as people
import pytest

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.cases.problems import NotRecorded
from xiezhi_desk.cases.records import Outcome
from xiezhi_desk.cases.selectors.outcomes import effect, founded_matters, sums
from xiezhi_desk.cases.services.importing import enter, read
from xiezhi_desk.cases.services.recording import Said, amend, record_outcome, withdraw
from xiezhi_desk.clues.records import Matter
from xiezhi_desk.clues.services.matters import merge, part
from xiezhi_desk.clues.states import State
from xiezhi_desk.library.sheets import Line

pytestmark = pytest.mark.django_db

LETTER = Said("suggestion", "青检建〔2031〕5号", dt.date(2031, 3, 1))


def founded(**fields):
    return people.clue(state=State.FOUNDED, **fields)


def test_a_document_is_entered_answered_and_corrected():
    clue, lin = founded(), people.person("lin")
    kept = record_outcome(clue.matter, LETTER, lin, people.NOW)
    answered = Said(
        "suggestion",
        "青检建〔2031〕5号",
        dt.date(2031, 3, 1),
        accepted=True,
        answered_on=dt.date(2031, 3, 8),
        corrected=True,
        corrected_on=dt.date(2031, 3, 9),
        recovered=Decimal("18500.00"),
    )
    assert amend(kept, answered, lin, people.NOW)
    assert not amend(kept, answered, lin, people.NOW)
    found = sums(Matter.objects.all())
    assert found == (1, 1, 1, 1, 1, 1, Decimal("18500.00"))
    trail = Entry.objects.filter(within=f"matter:{clue.matter.number}")
    assert [one.action for one in trail] == ["case.recorded", "case.amended"]
    assert trail[1].details["before"]["accepted"] is None


def test_soon_after_midnight_in_china_today_is_today():
    half_past_midnight = dt.datetime(2031, 3, 10, 16, 30, tzinfo=dt.UTC)
    letter = replace(LETTER, document_on=dt.date(2031, 3, 11))
    kept = record_outcome(founded().matter, letter, people.person("lin"), half_past_midnight)
    assert kept.document_on == dt.date(2031, 3, 11)


@pytest.mark.parametrize("state", [State.NEW, State.ASSIGNED, State.PROPOSED, State.UNFOUNDED])
def test_nothing_comes_of_a_matter_without_a_founded_clue(state):
    clue = people.clue(state=state)
    with pytest.raises(NotRecorded, match="没有已认定属实的线索"):
        record_outcome(clue.matter, LETTER, people.person("lin"), people.NOW)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"document_on": dt.date(2031, 3, 11)}, "今天之后"),
        ({"answered_on": dt.date(2031, 2, 27)}, "早于文书制发"),
        ({"accepted": False, "corrected": True}, "未采纳的不能"),
        ({"recovered": Decimal(-1)}, "不能为负"),
        ({"system_number": " "}, "缺少业务系统文书编号"),
        ({"kind": "poem"}, "没有这种文书"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(change, why):
    clue = founded()
    said = Said(
        **{"kind": "suggestion", "system_number": "1", "document_on": dt.date(2031, 3, 1)} | change
    )
    with pytest.raises(NotRecorded, match=why):
        record_outcome(clue.matter, said, people.person("lin"), people.NOW)


def test_the_same_document_is_not_entered_twice_but_after_it_was_withdrawn():
    clue, lin = founded(), people.person("lin")
    first = record_outcome(clue.matter, LETTER, lin, people.NOW)
    with pytest.raises(NotRecorded, match="已经登记"):
        record_outcome(clue.matter, LETTER, lin, people.NOW)
    withdraw(first, lin, people.NOW, "编号录错")
    record_outcome(clue.matter, LETTER, lin, people.NOW)
    assert sums(Matter.objects.all()).documents == 1


def test_another_office_cannot_enter_and_does_not_see():
    clue = founded()
    with pytest.raises(NotRecorded):
        record_outcome(clue.matter, LETTER, people.person("bai"), people.NOW)
    assert not founded_matters(PersonAccess(people.person("bai"))).exists()
    assert founded_matters(PersonAccess(people.person("cheng"))).get() == clue.matter


def test_the_models_figures_count_documents_answered_and_accepted():
    lin = people.person("lin")
    one, two, three = founded(), founded(), founded()
    record_outcome(
        one.matter, Said("suggestion", "1", dt.date(2031, 3, 1), accepted=True), lin, people.NOW
    )
    record_outcome(
        two.matter, Said("opinion", "2", dt.date(2031, 3, 1), accepted=False), lin, people.NOW
    )
    assert effect(
        Matter.objects.filter(pk__in=[one.matter_id, two.matter_id, three.matter_id])
    ) == (2, 2, 1)


def line(number, **cells):
    titles = {
        "clue": "线索编号",
        "kind": "文书种类",
        "no": "文书编号",
        "on": "制发日期",
        "yes": "是否采纳",
        "money": "挽回金额",
    }
    return Line(number, {titles[name]: value for name, value in cells.items()})


def test_an_export_is_shown_first_and_what_cannot_be_read_is_said_by_line():
    clue, lin = founded(), people.person("lin")
    access = PersonAccess(lin)
    lines = [
        line(
            2,
            clue=clue.number,
            kind="检察建议",
            no="A1",
            on="2031年3月1日",
            yes="采纳",
            money="1,200元",
        ),
        line(3, clue="ZZZZZZZZZZ", kind="检察建议", no="A2", on="2031-03-01"),
        line(4, clue=clue.number, kind="诗", no="A3", on="2031-03-01"),
        line(5, clue=clue.number, kind="检察建议", no="A4", on="三月初一"),
        line(6, clue=clue.number, kind="检察建议", no="A1", on="20310301"),
        line(7, clue=clue.number, kind="检察建议", no="A5", on="2031/3/2", money="几千"),
    ]
    found = read(lines, access)
    assert [one.state for one in found] == ["new", *["wrong"] * 5]
    assert [one.problem for one in found[1:]] == [
        "没有编号为 ZZZZZZZZZZ 的线索或事项",
        "文书种类“诗”不在清单内",
        "制发日期“三月初一”读不懂",
        "与第 2 行重复",
        "挽回金额“几千”读不懂",
    ]
    assert not Outcome.objects.exists()
    assert enter(found, lin, people.NOW) == {"new": 1, "changed": 0, "same": 0, "wrong": 5}
    kept = Outcome.objects.get()
    assert (kept.accepted, kept.recovered) == (True, Decimal("1200.00"))


def test_a_second_export_changes_only_the_columns_it_has():
    clue, lin = founded(), people.person("lin")
    record_outcome(
        clue.matter,
        Said("suggestion", "A1", dt.date(2031, 3, 1), recovered=Decimal("500.00")),
        lin,
        people.NOW,
    )
    later = [line(2, clue=clue.number, kind="检察建议", no="A1", on="2031-03-01", yes="是")]
    found = read(later, PersonAccess(lin))
    assert found[0].state == "changed"
    enter(found, lin, people.NOW)
    kept = Outcome.objects.get()
    assert (kept.accepted, kept.recovered) == (True, Decimal("500.00"))
    assert read(later, PersonAccess(lin))[0].state == "same"


def test_the_pages(client):
    clue = founded()
    people.signed_in(client, "lin")
    client.post(
        f"/cases/{clue.matter.number}/",
        {"kind": "suggestion", "system_number": "青检建〔2031〕5号", "document_on": "2020-03-01"},
    )
    assert "青检建〔2031〕5号" in client.get("/cases/").content.decode()
    assert "青检建〔2031〕5号" in client.get(f"/cases/{clue.matter.number}/").content.decode()
    assert client.get("/cases/?which=nonsense&page=-1&kind=%00").status_code == 200
    people.signed_in(client, "bai")
    assert client.get(f"/cases/{clue.matter.number}/").status_code == 404


def test_a_table_is_uploaded_shown_and_entered(client, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    clue = founded()
    people.signed_in(client, "lin")
    table = f"线索编号,文书种类,文书编号,制发日期\r\n{clue.number},检察建议,B1,2020-03-01\r\n{clue.number},诗,B2,2020-03-01\r\n"
    shown = client.post(
        "/cases/import/", {"file": SimpleUploadedFile("导出.csv", table.encode("gb18030"))}
    )
    assert "文书种类“诗”不在清单内" in shown.content.decode()
    assert not Outcome.objects.exists()
    held = shown.context["held"]
    client.post("/cases/import/", {"held": held, "sure": "1"})
    assert Outcome.objects.get().system_number == "B1"
    client.post("/cases/import/", {"held": "../../etc/passwd", "sure": "1"})
    assert Outcome.objects.count() == 1


def test_documents_go_with_their_clues_when_matters_are_merged_and_parted():
    one, two, lin = founded(), founded(), people.person("lin")
    kept = record_outcome(one.matter, LETTER, lin, people.NOW)
    merge([one.matter], two.matter, lin, people.NOW, "同一机关同类情形")
    kept.refresh_from_db()
    assert (kept.matter, kept.origin) == (two.matter, one.matter)
    assert sums(founded_matters(PersonAccess(lin))).documents == 1
    with pytest.raises(NotRecorded):
        record_outcome(two.matter, LETTER, lin, people.NOW)
    one.matter.refresh_from_db()
    part(one.matter, lin, people.NOW, "情形不同")
    kept.refresh_from_db()
    assert kept.matter == one.matter
    assert not two.matter.outcomes.exists()


def test_an_entry_does_not_take_the_number_of_another():
    clue, lin = founded(), people.person("lin")
    record_outcome(clue.matter, LETTER, lin, people.NOW)
    other = record_outcome(
        clue.matter, replace(LETTER, system_number="青检建〔2031〕9号"), lin, people.NOW
    )
    with pytest.raises(NotRecorded):
        amend(other, LETTER, lin, people.NOW)


def test_a_document_two_merged_matters_brought_counts_once_and_the_page_says_so(client):
    one, two = founded(), founded()
    lin = people.person("lin")
    money = {"recovered": Decimal("18500.00")}
    record_outcome(one.matter, LETTER, lin, people.NOW)
    answer = {"accepted": True, "answered_on": dt.date(2031, 3, 8), **money}
    told = record_outcome(two.matter, replace(LETTER, **answer), lin, people.NOW)
    other = replace(LETTER, document_on=dt.date(2031, 3, 2))
    third = founded()
    record_outcome(third.matter, other, lin, people.NOW)
    everything = Matter.objects.filter(merged_into=None)
    assert sums(everything)[:4] == (3, 3, 3, 1)
    merge([two.matter, third.matter], one.matter, lin, people.NOW, "同一文书")
    # The answered one counts; a number with another day is another document.
    assert sums(everything) == (1, 1, 2, 1, 1, 0, Decimal("18500.00"))
    page = people.signed_in(client, "lin").get(f"/cases/{one.matter.number}/").content.decode()
    assert page.count("重复，不另计") == 1
    assert "成效只计一次" in page
    on_matter = client.get(f"/clues/matter/{one.matter.number}/").content.decode()
    assert on_matter.count("重复，不另计") == 1
    assert client.get("/cases/").content.decode().count("青检建〔2031〕5号") == 2
    assert not founded_matters(PersonAccess(lin), which="waiting").filter(pk=two.matter.pk).exists()
    withdraw(told, lin, people.NOW, "重复登记")
    assert sums(everything)[:4] == (1, 1, 2, 0)
    assert "重复，不另计" not in client.get(f"/cases/{one.matter.number}/").content.decode()
