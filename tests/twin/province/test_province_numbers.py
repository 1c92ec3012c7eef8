"""Invented numbers pass their checks and name one thing each."""

import pyarrow as pa

from xiezhi.kernel.case_number import CaseNumber
from xiezhi.kernel.citizen_id import CitizenId
from xiezhi.kernel.uscc import Uscc
from xiezhi.twin.province.arrays import counted, np, runs
from xiezhi.twin.province.calendar import date_of
from xiezhi.twin.province.draw import Draw
from xiezhi.twin.province.numbers import (
    case_numbers,
    citizen_numbers,
    company_codes,
    vehicle_numbers,
)


def test_citizen_numbers_say_birth_and_sex():
    birth = np.array([0, 0, 0, 12_000, -9_000])
    male = np.array([True, True, False, False, True])
    numbers = citizen_numbers(np.full(5, 349101), birth, male).to_pylist()
    assert len(set(numbers)) == 5
    for number, day, man in zip(numbers, birth, male, strict=True):
        read = CitizenId.parse(number)
        assert read.birth_date == date_of(day)
        assert read.sex == ("male" if man else "female")


def test_credit_codes_hold_a_valid_old_code():
    codes = company_codes(np.full(400, 349102), np.arange(400) + 1).to_pylist()
    assert len(set(codes)) == 400
    assert all(Uscc.parse(code).organisation_code for code in codes)


def test_case_numbers_are_read_as_they_are_written():
    numbers = case_numbers(pa.array(["皖9101"]), np.array([19_000]), "刑初", np.array([7]))
    assert CaseNumber.parse(numbers[0].as_py()).key == "2022|皖9101|刑初|7"


def test_vehicles_have_numbers_of_their_own():
    plates, vins = vehicle_numbers(Draw("cars"), 500)
    assert len(set(plates.to_pylist())) == len(set(vins.to_pylist())) == 500
    assert not set("IOQ") & set("".join(vins.to_pylist()))


def test_rows_are_counted_within_their_group():
    assert counted(np.array([5, 3, 5, 5, 3])).tolist() == [0, 0, 1, 2, 1]
    owner, step = runs(np.array([2, 0, -1, 3]))
    assert owner.tolist() == [0, 0, 3, 3, 3]
    assert step.tolist() == [0, 1, 0, 1, 2]


def test_a_stream_depends_on_its_key_alone():
    first, second = Draw("a", 1), Draw("a", 1)
    second("below").shares(10)
    assert first.whole(0, 9, 20).tolist() == second.whole(0, 9, 20).tolist()
    assert Draw("a", 2).whole(0, 9, 20).tolist() != first.whole(0, 9, 20).tolist()
