"""What may be shown of a person: surname and 某, first and last signs of numbers.

Masks are for the eye; they keep nothing that could be turned back, and are safe to apply twice.
"""

from __future__ import annotations

import re

from xiezhi.kernel.citizen_id import CitizenId
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold

__all__ = [
    "mask_account",
    "mask_address",
    "mask_id",
    "mask_name",
    "mask_numbers",
    "mask_phone",
]

_COMPOUND_SURNAME = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|宇文|长孙|夏侯|轩辕|钟离|濮阳|公冶|宗政|淳于"
    "|单于|太叔|申屠|仲孙|独孤|南宫|西门|东郭|百里|呼延|端木|万俟|闻人|赫连|澹台|拓跋"
)
_ALREADY = re.compile(r"[某×*＊]")
_LONG_NUMBER = re.compile(
    r"(?<![0-9０-９])[0-9０-９](?:[ \-]?[0-9０-９*]){6,22}[Xx]?(?![0-9０-９])"
)
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+")
_DIVISION = re.compile(r".{2,12}?(?:自治县|自治旗|区|县|旗|市(?!.{1,8}?[区县市旗]))")


def mask_name(name: str) -> str:
    """张三 → 张某, 王小明 → 王某某, 欧阳小明 → 欧阳某某; names of other scripts keep one letter."""
    bare = name.strip()
    if not bare or _ALREADY.search(bare):
        return bare
    dotted = re.split(r"[·•．.]", bare)
    if len(dotted) > 1 and _HAN_NAME.fullmatch(dotted[0]):
        return dotted[0][0] + "某" * (len(dotted[0]) - 1) + "·某某"
    if not _HAN_NAME.fullmatch(bare):
        return bare[0] + "*" * min(len(bare) - 1, 6)
    surname = bare[:2] if len(bare) > 2 and _COMPOUND_SURNAME.match(bare) else bare[0]
    return surname + "某" * min(max(len(bare) - len(surname), 1), 2)


def mask_id(number: str) -> str:
    """First six and last four signs of an identity number; of what is none, nothing."""
    try:
        return CitizenId.parse(number).mask()
    except RefusedValueError:
        return "*" * len(number.strip())


def mask_phone(number: str) -> str:
    """First three and last two digits of a mobile number; of a shorter number the last two."""
    digits = re.sub(r"[\s\-－]", "", fold(number))
    if len(digits) >= 11:
        return digits[:3] + "*" * (len(digits) - 5) + digits[-2:]
    return "*" * max(len(digits) - 2, 0) + digits[-2:] if len(digits) > 4 else "*" * len(digits)


def mask_account(number: str) -> str:
    """The last four digits of an account."""
    digits = re.sub(r"[\s\-－]", "", fold(number))
    return "*" * (len(digits) - 4) + digits[-4:] if len(digits) > 8 else "*" * len(digits)


def mask_address(address: str) -> str:
    """Province, city and county stay, the rest goes."""
    found = _DIVISION.match(address.strip())
    return (found[0] if found else "") + "***"


def mask_numbers(text: str) -> str:
    """A text whose runs of seven and more digits are hidden, lengths kept, so that spans hold.

    Identity numbers keep six and four signs, longer runs their last four, phones three and two.
    """
    return _LONG_NUMBER.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    run = match[0]
    kept = (6, 4) if len(run) in (15, 18) else (3, 2) if len(run) == 11 else (0, 4)
    if len(run) <= 8:
        kept = (0, 2)
    head, tail = kept
    middle = "".join("*" if sign.isalnum() else sign for sign in run[head : len(run) - tail])
    return run[:head] + middle + run[len(run) - tail :]
