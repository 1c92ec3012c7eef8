"""Case numbers in every bracket form; all courts and serials are invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.case_number import CASE_NUMBER_PATTERN, CaseNumber
from xiezhi.kernel.errors import RefusedValueError


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("（2031）某0101刑初7号", "2031|某0101|刑初|7"),
        ("(2031)某0101刑初7号", "2031|某0101|刑初|7"),
        ("（2031)某0101刑初7号", "2031|某0101|刑初|7"),
        ("［2031］某0101刑初7号", "2031|某0101|刑初|7"),
        ("[2031]某0101刑初7号", "2031|某0101|刑初|7"),
        ("〔2031〕某0101刑初7号", "2031|某0101|刑初|7"),
        ("【2031】某0101刑初7号", "2031|某0101|刑初|7"),
        ("（２０３１）某０１０１刑初７号", "2031|某0101|刑初|7"),
        (" （ 2031 ） 某0101 刑初 7 号 ", "2031|某0101|刑初|7"),
        ("2031某0101刑初7号", "2031|某0101|刑初|7"),
        ("（二〇三一）某0101刑初7号", "2031|某0101|刑初|7"),
        ("（2031年）某0101刑初0007号", "2031|某0101|刑初|7"),
        ("（2031）某0101执恢7号之一", "2031|某0101|执恢|7"),
        ("（2031）某0101刑更备7号", "2031|某0101|刑更备|7"),
        ("（2031）某刑终7号", "2031|某|刑终|7"),
        ("（2031）最高法刑核7号", "2031|最高法|刑核|7"),
        ("（2031）最高法知民终7号", "2031|最高法|知民终|7"),
        ("(2012)某刑初字第007号", "2012|某|刑初|7"),
        ("(2012)某中刑二终字第7号", "2012|某中|刑二终|7"),
        ("(2012)某刑初第7号", "2012|某|刑初|7"),
        ("(2012)某刑字第7号", "2012|某|刑|7"),
        ("(2012)某中法知刑终字第7号", "2012|某中法|知刑终|7"),
        ("(2012)某浦民二（商）初字第7号", "2012|某浦|民二(商)初|7"),
        ("(2012)某中刑执字第7号", "2012|某中|刑执|7"),
        ("(2012)某少刑初字第7号", "2012|某|少刑初|7"),
        ("(2012)惠民刑初字第7号", "2012|惠民|刑初|7"),
        ("(2012)行刑初字第7号", "2012|行|刑初|7"),
        ("(2012)民刑初字第7号", "2012|民|刑初|7"),
        ("(2012)某行赔初字第7号", "2012|某|行赔初|7"),
    ],
)
def test_reads(text: str, key: str) -> None:
    assert CaseNumber.parse(text).key == key


def test_every_spelling_of_one_case_is_equal() -> None:
    spellings = [
        f"{a}2031{b}某0101刑初7号" for a, b in ("（）", "()", "［］", "[]", "〔〕", "【】")
    ]
    assert len({CaseNumber.parse(text) for text in spellings}) == 1


@pytest.mark.parametrize(
    "text", ["（2031）某0101执7号之二", "（2031）某0101执7之二号", "（2031）某0101执7-2号"]
)
def test_further_decisions_of_a_case(text: str) -> None:
    number = CaseNumber.parse(text)
    assert (number.sub, number.key) == (2, "2031|某0101|执|7")
    assert number.show() == "（2031）某0101执7号之二"


@pytest.mark.parametrize(
    "text",
    [
        "", "（2031）某0101刑初", "（2031）某0101刑初7", "某0101刑初7号", "（31）某0101刑初7号",
        "（2031）某0101刑初0号", "（2031）××刑初字第7号", "（2031）刑初7号", "（2031）某0101刑初XX号",
        "（2031）某0101刑初7、8号", "（2031）某0101判决书7号", "某检公诉刑诉〔2031〕7号", "法释〔2014〕13号",
        "（2031）某市公安局7号", "（1066）某0101刑初7号", "（2031）某0101刑初7号（2031）某0101刑初8号",
        "（2031）某省某市某某区人民法院刑初7号", "〔2031〕7号", "（2031）...刑初字第7号",
        "（2031）某0101执7之一号之二",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        CaseNumber.parse(text)


def test_redaction_is_named() -> None:
    with pytest.raises(RefusedValueError, match="redacted"):
        CaseNumber.parse("（2031）××刑初字第7号")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("刑初", "criminal"),
        ("知刑终", "criminal"),
        ("民二(商)初", "civil"),
        ("破申", "civil"),
        ("行赔初", "administrative"),
        ("执恢", "enforcement"),
        ("委赔", "state_compensation"),
        ("司救刑", "other"),
        ("财保", "other"),
    ],
)
def test_kind(code: str, kind: str) -> None:
    assert CaseNumber(2031, "某0101", code, 7).kind == kind


def test_shows_and_masks() -> None:
    assert CaseNumber(2012, "某中", "刑二终", 7).show() == "（2012）某中刑二终字第7号"
    assert CaseNumber(2031, "某0101", "刑初", 7).show() == "（2031）某0101刑初7号"
    assert CaseNumber(2031, "某0101", "刑初", 7).mask() == "（2031）**刑初**号"


def test_pattern_finds_them_in_running_text() -> None:
    text = "撤销某市某区人民法院（2031）某0101刑初7号刑事判决；（2012）某刑初字第8号之一。"
    assert re.findall(CASE_NUMBER_PATTERN, text) == [
        "（2031）某0101刑初7号",
        "（2012）某刑初字第8号之一",
    ]


_NUMBERS = st.builds(
    CaseNumber,
    st.integers(1990, 2100),
    st.one_of(
        st.from_regex(r"\A[京沪苏某][0-9]{2,4}\Z"),
        st.sampled_from(["淮", "某中", "惠民", "最高法"]),
    ),
    st.sampled_from(
        ["刑初", "刑终", "刑二终", "执恢", "知民初", "行审", "民二(商)初", "破申", "行赔初"]
    ),
    st.integers(1, 10**7),
    st.one_of(st.none(), st.integers(1, 99)),
)


@given(_NUMBERS)
def test_round_trip(number: CaseNumber) -> None:
    assert CaseNumber.parse(number.show()) == number


@given(st.text(alphabet="（）()[]〔2031年某苏刑民初终执字第号之一07 -×院", max_size=18))
def test_what_is_read_is_read_back(text: str) -> None:
    try:
        number = CaseNumber.parse(text)
    except RefusedValueError:
        return
    assert CaseNumber.parse(number.show()) == number


@given(_NUMBERS, st.text(alphabet="（）()[]0某刑号字之 ", max_size=4), st.integers(0, 20))
def test_a_spoilt_number_is_refused_or_reads_back(number: CaseNumber, noise: str, at: int) -> None:
    shown = number.show()
    try:
        again = CaseNumber.parse(shown[:at] + noise + shown[at:])
    except RefusedValueError:
        return
    assert CaseNumber.parse(again.show()) == again
