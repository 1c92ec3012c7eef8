"""What may be shown of a person; every name and number is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.mask import (
    mask_account,
    mask_address,
    mask_id,
    mask_name,
    mask_numbers,
    mask_phone,
)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张某"),
        ("王小明", "王某某"),
        ("欧阳小明", "欧阳某某"),
        ("欧阳", "欧某"),
        ("阿卜杜·某某", "阿卜杜·某某"),
        ("买买提·艾力", "买某某·某某"),
        ("李某", "李某"),
        ("张", "张某"),
        ("John", "J***"),
        ("", ""),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert mask_name(name) == shown


def test_numbers_of_their_kind() -> None:
    assert mask_id("11010118500102*01X") == "110101********" + "*01X"
    assert mask_id("12345") == "*****"
    assert mask_phone("100 0000 0012") == "100******12"
    assert mask_phone("0000-1234") == "******34"
    assert mask_phone("123") == "***"
    assert mask_account("6000 0000 0000 0000 123") == "*" * 15 + "0123"
    assert mask_account("1234") == "****"


def test_addresses() -> None:
    assert mask_address("某省某市某区幸福路1号") == "某省某市某区***"
    assert mask_address("幸福路1号") == "***"


def test_numbers_in_a_text_keep_its_length() -> None:
    text = "身份证110101185001021012，电话10000000012，卡号6000000000000000123，3000元，2031年"
    assert mask_numbers(text) == (
        "身份证110101********1012，电话100******12，卡号***************0123，3000元，2031年"
    )


@given(st.text(alphabet="0123456789X- 张某，元", max_size=40))
def test_masking_keeps_the_length_and_may_be_repeated(text: str) -> None:
    masked = mask_numbers(text)
    assert len(masked) == len(text)
    assert mask_numbers(masked) == masked


@given(st.text(alphabet="张王李欧阳小明·John某* ", max_size=6))
def test_masking_a_name_twice_changes_nothing(name: str) -> None:
    assert mask_name(mask_name(name)) == mask_name(name)
