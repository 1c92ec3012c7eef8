"""Numbers of identity documents: where they stand, never what they are."""

import pytest

from xiezhi.text.read import number

GOOD = "11010119900101001"


def sign(digits):
    from xiezhi.kernel.citizen_id import check_sign

    return digits + check_sign(digits)


WHOLE = sign(GOOD)


def head(words):
    return f"公诉机关某市某区人民检察院。 被告人张三，男，1990年1月1日出生，{words}，汉族，住某市某区。"


@pytest.fixture
def found(told):
    """Kind, masked, valid and holder of every number, with the text at its place."""

    def read(**parts):
        document, parties = told(**parts)
        return [
            (
                row.get("kind"),
                row.get("masked"),
                row.get("valid_check_digit"),
                row["ordinal"],
                document.text[slice(*row["number_span"])],
            )
            for row in number.read(document, parties)
        ]

    return read


def test_a_whole_number_in_the_head_is_the_partys(found):
    assert found(parties=head(f"公民身份号码{WHOLE}")) == [("citizen_id", False, True, 1, WHOLE)]


def test_a_whole_number_in_the_facts_is_nobodys(found):
    facts = f"经审理查明，2031年1月1日，被害人李四（身份证号：{WHOLE}）被窃。"
    assert found(facts=facts) == [("citizen_id", False, True, None, WHOLE)]


def test_a_valid_number_needs_no_words(found):
    assert found(facts=f"经审理查明，登记人{WHOLE}。")[0][:3] == ("citizen_id", False, True)


def test_an_announced_number_with_a_wrong_sign_is_whole_and_not_valid(found):
    wrong = GOOD + ("1" if WHOLE[-1] != "1" else "2")
    assert found(parties=head(f"身份证号码{wrong}")) == [("citizen_id", False, False, 1, wrong)]


def test_a_number_parted_by_blanks(found):
    parted = f"{WHOLE[:6]} {WHOLE[6:14]} {WHOLE[14:]}"
    assert found(parties=head(f"身份证号码{parted}"))[0][1:3] == (False, True)


@pytest.mark.parametrize(
    "masked", ["110101********0015", "110101199001××××××", "XXXXXXXXXXXXXXXXXX", "1101****"]
)
def test_a_masked_number_is_masked_and_neither_valid_nor_not(found, masked):
    assert found(parties=head(f"公民身份号码{masked}")) == [("citizen_id", True, None, 1, masked)]


def test_a_passport_is_another_document(found):
    assert found(parties=head("护照号码E12345678")) == [("other", False, None, 1, "E12345678")]


@pytest.mark.parametrize(
    "words",
    [
        "汇入账号6212345678901234567的账户",
        "统一社会信用代码911101011234567890",
        "拨打电话13800000000",
        "流水号123456789012345678",
        "扣押护照二本",
    ],
)
def test_other_long_numbers_are_none(found, words):
    assert found(facts=f"经审理查明，被告人张三{words}。") == []


def test_no_column_holds_the_number(told):
    document, parties = told(parties=head(f"公民身份号码{WHOLE}"))
    for row in number.read(document, parties):
        assert WHOLE not in str(row)
