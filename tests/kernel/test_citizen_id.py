"""Identity numbers. Births lie in the 19th or 22nd century, so nobody alive can hold one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.citizen_id import CitizenId, check_sign
from xiezhi.kernel.errors import RefusedValueError


def number(birth: str = "18500102", serial: str = "101", division: str = "110101") -> str:
    seventeen = division + birth + serial
    return seventeen + check_sign(seventeen)


def test_the_check_sign_of_the_standard() -> None:
    assert check_sign("11010519491231002") == "X"  # the example printed in GB 11643-1999
    assert check_sign("44052418800101001") == "4"  # the other one


def test_embedded_facts() -> None:
    held = CitizenId.parse(number("18500102", "101"))
    assert (held.birth_date, held.sex, held.division) == (date(1850, 1, 2), "male", "110101")
    assert CitizenId.parse(number(serial="102")).sex == "female"


def test_spellings() -> None:
    whole = number()
    wide = whole.translate(str.maketrans("0123456789X", "０１２３４５６７８９x"))
    assert CitizenId.parse(f" {wide[:6]} {wide[6:]} ") == CitizenId.parse(whole)


def test_fifteen_digits_are_upgraded() -> None:
    old = CitizenId.parse("110101" + "500102" + "996")
    assert (len(old.number), old.birth_date) == (18, date(1850, 1, 2))
    assert CitizenId.parse("110101" + "500102" + "101").birth_date == date(1950, 1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "110101",
        number()[:17],
        number() + "1",
        number("18500230"),
        number("18501302"),
        number("00000000"),
        number(division="990101"),
        "X" * 18,
        "某" * 18,
        "110101500230101",
    ],
)
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        CitizenId.parse(text)


def test_one_wrong_digit_is_refused_and_not_shown() -> None:
    whole = number()
    wrong = whole[:16] + str((int(whole[16]) + 1) % 10) + whole[17]
    with pytest.raises(RefusedValueError, match="check sign") as refused:
        CitizenId.parse(wrong)
    assert wrong[:6] not in refused.value.text


@pytest.mark.parametrize("hiding", ["*", "×", "＊", "x", "●"])
def test_a_masked_number_is_a_state_of_its_own(hiding: str) -> None:
    whole = number()
    held = CitizenId.parse(whole[:6] + hiding * 8 + whole[14:])
    assert held.masked
    assert held.number == whole[:6] + "*" * 8 + whole[14:]
    assert (held.birth_date, held.sex, held.division) == (None, "male", "110101")


def test_what_a_mask_leaves_is_read() -> None:
    whole = number()
    assert CitizenId.parse(whole[:14] + "****").birth_date == date(1850, 1, 2)
    assert CitizenId.parse(whole[:14] + "****").sex is None
    assert CitizenId.parse(whole[:12] + "xxxxxx").masked
    with pytest.raises(RefusedValueError):
        CitizenId.parse("18500230".join(("110101", "****")))


def test_mask_keeps_six_and_four() -> None:
    whole = number()
    assert CitizenId.parse(whole).mask() == whole[:6] + "********" + whole[-4:]
    assert CitizenId.parse(CitizenId.parse(whole).mask()).mask() == CitizenId.parse(whole).mask()


_WHOLE = st.builds(
    lambda day, serial: number(f"{day:%Y%m%d}".zfill(8), f"{serial:03}"),
    st.dates(date(1800, 1, 1), date(1890, 12, 31)),
    st.integers(0, 999),
)


@given(_WHOLE)
def test_round_trip(whole: str) -> None:
    held = CitizenId.parse(whole)
    assert CitizenId.parse(held.show()) == held


@given(_WHOLE, st.integers(0, 16), st.integers(1, 9))
def test_every_single_slip_is_caught(whole: str, place: int, by: int) -> None:
    slip = whole[:place] + str((int(whole[place]) + by) % 10) + whole[place + 1 :]
    with pytest.raises(RefusedValueError):
        CitizenId.parse(slip)


@given(st.text(alphabet="0123456789Xx*× 某", min_size=13, max_size=19))
def test_what_is_read_is_read_back(text: str) -> None:
    try:
        held = CitizenId.parse(text)
    except RefusedValueError:
        return
    assert CitizenId.parse(held.show()) == held


def test_full_width_signs_are_read():
    assert CitizenId.parse("３４９１０１１９６１１２０７０００Ｘ").number == "34910119611207000X"
    assert CitizenId.parse("34910119611207000ｘ").number == "34910119611207000X"
