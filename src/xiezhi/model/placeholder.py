"""``A`` and ``B`` in a story: valid values of a column's type that belong to nobody."""

from __future__ import annotations

import re

__all__ = ["invented", "is_placeholder"]

_LETTER = re.compile(r"[A-Z][0-9]?\Z")
_STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(3**index % 31 for index in range(17))


def is_placeholder(text: object) -> bool:
    """Whether a value is one capital letter, with a digit when more are needed."""
    return isinstance(text, str) and _LETTER.match(text) is not None


def invented(letter: str, type_name: str) -> str:
    """The value a letter stands for in a column of that semantic type.

    The same letter and type always give the same value; two letters never the same.
    """
    number = (ord(letter[0]) - ord("A")) + 26 * (int(letter[1]) + 1 if len(letter) > 1 else 0)
    match type_name:
        case "citizen_id":
            return _citizen_id(number)
        case "uscc":
            return _uscc(number)
        case "case_number":
            return f"（2031）某0101刑初{number + 1}号"
        case "case_number_key":
            return f"2031|某0101|刑初|{number + 1}"
        case "person_name":
            return f"{_STEMS[number % 26]}某{number // 26 or ''}"
        case "org_name":
            return f"{_STEMS[number % 26]}{number // 26 or ''}有限公司"
        case "agency":
            return f"某市{_STEMS[number % 26]}{number // 26 or ''}区人民法院"
        case "doc_id":
            return f"doc-{letter}"
    return letter


def _citizen_id(number: int) -> str:
    body = f"110000{1950 + number % 50}0101{number + 1:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _uscc(number: int) -> str:
    body = f"91000000{number + 1:09d}"
    total = sum(
        _USCC.index(sign) * weight for sign, weight in zip(body, _USCC_WEIGHTS, strict=True)
    )
    return body + _USCC[(31 - total % 31) % 31]
