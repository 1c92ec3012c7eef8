"""Codes of organisations; the bodies are invented and the check signs computed by the standard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.uscc import OrganisationCode, RegistrationNumber, Uscc

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def checked(seventeen: str) -> str:
    """The check of GB 32100, written as the standard's text has it."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(seventeen))
    return seventeen + SIGNS[(31 - total % 31) % 31]


def test_the_example_of_the_standard() -> None:
    assert OrganisationCode.parse("D2143569-X").text == "D2143569X"


def test_parts() -> None:
    held = Uscc.parse(checked("91110101D2143569X"))
    assert held.division == "110101"
    assert held.organisation_code == OrganisationCode("D2143569X")
    assert Uscc.parse(checked("91110101D21435691")).organisation_code is None


def test_spellings() -> None:
    code = checked("91110101D2143569X")
    assert Uscc.parse(f" {code.lower()[:4]} {code[4:]}") == Uscc(code)


@pytest.mark.parametrize(
    "text", ["", "91110101D2143569X", checked("91110101D2143569X")[:-1] + "0", "I" * 18, "0" * 18]
)
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        Uscc.parse(text)


@pytest.mark.parametrize("text", ["", "D2143569", "D2143569-1", "D21435690", "d214356某X"])
def test_refuses_organisation_codes(text: str) -> None:
    with pytest.raises(RefusedValueError):
        OrganisationCode.parse(text)


def test_registration_numbers() -> None:
    assert RegistrationNumber.parse("110108000000016").show() == "110108000000016"
    for text in ("110108000000017", "11010800000001", "", "010108000000016"):
        with pytest.raises(RefusedValueError):
            RegistrationNumber.parse(text)


@given(st.text(alphabet=SIGNS, min_size=9, max_size=9), st.integers(0, 999999))
def test_round_trip(body: str, division: int) -> None:
    held = Uscc.parse(checked(f"91{division:06}{body}"))
    assert Uscc.parse(held.show()) == held


@given(st.text(alphabet=SIGNS, min_size=9, max_size=9), st.integers(8, 16), st.integers(1, 30))
def test_every_single_slip_is_caught(body: str, place: int, by: int) -> None:
    code = checked(f"91110101{body}")
    slip = SIGNS[(SIGNS.index(code[place]) + by) % 31]
    with pytest.raises(RefusedValueError):
        Uscc.parse(code[:place] + slip + code[place + 1 :])


def test_full_width_signs_are_read():
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in "91350100M000100Y43")
    assert Uscc.parse(wide) == Uscc.parse("91350100M000100Y43")
