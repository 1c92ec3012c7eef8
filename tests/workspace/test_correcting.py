"""Asking the provider to correct what it delivered, and its clock of ten working days."""

from datetime import date

import agencies
import pytest

from xiezhi.shelf.correction import mark_of, row_of
from xiezhi.shelf.origin import pack
from xiezhi.shelf.register import Register, RegisterError, Written
from xiezhi.shelf.sharing.application import SharingError
from xiezhi.shelf.sharing.clocks import correction_clock
from xiezhi.workspace.correcting import ask_correction

AT = Written("2024-09-23T09:00:00", "王小明")
LATER = Written("2024-10-10T09:00:00", "李雷")


@pytest.fixture
def filled(office):
    office.fill()
    return office.shelf


def first_row(shelf, table="death_record"):
    import pyarrow.parquet as pq

    return pq.read_table(shelf.store.version(table).files[0], columns=["_row"])["_row"][0].as_py()


def test_a_mark_names_a_row_both_ways():
    assert row_of(mark_of(pack(3, 1, 145))) == pack(3, 1, 145)
    assert row_of(" b3-s1-r145 ") == pack(3, 1, 145)
    for wrong in ("", "145", "B0-S1-R1", "B3-S1", "B3-S1-R145x"):
        assert row_of(wrong) is None


def test_a_value_is_doubted_and_its_provider_has_ten_working_days(filled):
    mark = mark_of(first_row(filled))
    asked = ask_correction(
        filled,
        "death_record",
        AT,
        "死亡日期晚于火化日期",
        row=mark,
        column="death_date",
        right="2024-03-01",
    )
    assert (asked.id, asked.state, asked.by) == ("K-0001", "asked", "王小明")
    assert asked.provider == agencies.contract("death_record").provider
    due = correction_clock(asked)
    # the National Day holiday of 2024 and the days worked for it lie between
    assert (due.by, due.cite) == (date(2024, 10, 11), "政务数据共享条例#26")
    assert due.overdue(date(2024, 10, 11)) is False
    assert due.overdue(date(2024, 10, 12)) is True
    assert filled.register.corrections_of("death_record") == (asked,)
    assert filled.register.corrections_of("pension_payment") == ()


def test_the_answer_ends_the_clock_and_is_kept(filled):
    ask_correction(filled, "death_record", AT, "缺少三月的记录")
    with pytest.raises(SharingError, match="reason"):
        filled.register.answer_correction("K-0001", "upheld", LATER)
    done = filled.register.answer_correction("K-0001", "corrected", LATER)
    assert (done.state, done.steps[0].day, done.steps[0].by) == ("corrected", LATER.day, "李雷")
    assert correction_clock(done).due == "nothing"
    assert filled.register.corrections_of("death_record") == ()
    with pytest.raises(SharingError, match="answered already"):
        filled.register.answer_correction("K-0001", "withdrawn", LATER, "误报")
    again = Register(filled.folder)
    assert again.corrections == filled.register.corrections
    assert again.corrections["K-0001"].row is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"wrong": " "}, "what is wrong"),
        ({"wrong": "错", "column": "height"}, "no column height"),
        ({"wrong": "错", "row": "B1-S1-R9999"}, "no row"),
        ({"wrong": "错", "row": "第三行"}, "no row"),
        ({"wrong": "错", "provider": "别的机关"}, "provider is not clear"),
    ],
)
def test_what_is_not_there_cannot_be_doubted(filled, words, said):
    with pytest.raises(SharingError, match=said):
        ask_correction(filled, "death_record", AT, **words)
    assert filled.register.corrections == {}


def test_an_answer_to_nothing_is_refused(filled):
    with pytest.raises(RegisterError, match="K-0007"):
        filled.register.answer_correction("K-0007", "corrected", LATER)
