"""Citizen identity numbers (GB 11643): 15 → 18, check sign, birth date, sex, masks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold

__all__ = ["CitizenId", "check_sign"]

_TYPE = "citizen_id"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SIGNS = "10X98765432"
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]|91")
_LONG = re.compile(r"[0-9]{17}[0-9X]")
_SHORT = re.compile(r"[0-9]{15}")
_HIDING = "*×＊•●■□※#?？"
_MASKED = re.compile(rf"(?=.*[0-9])[0-9]*[X{re.escape(_HIDING)}]+[0-9]*[0-9X{re.escape(_HIDING)}]?")
_HIDDEN = str.maketrans(dict.fromkeys(_HIDING, "*"))
_WIDE = str.maketrans("Ｘｘ", "XX")
_CENTENARIANS = frozenset(("996", "997", "998", "999"))


def check_sign(first_seventeen: str) -> str:
    """The eighteenth sign for the first seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(
        weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True)
    )
    return _SIGNS[total % 11]


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A citizen's number, whole or masked.

    Attributes:
        number: Eighteen signs; hidden ones are ``*``. A masked number of fifteen keeps its length.
        masked: Digits are hidden: a state of its own, neither valid nor invalid, never a join key.
    """

    number: str
    masked: bool = False

    def __post_init__(self) -> None:
        """Hold the number to the standard.

        Raises:
            RefusedValueError: Wrong length, division, birth date or check sign.
        """
        if self.masked:
            self._check_masked()
        elif not _LONG.fullmatch(self.number):
            raise RefusedValueError(_TYPE, _safe(self.number), "it is not 17 digits and a sign")
        else:
            self._check_division()
            _birth(self.number[6:14], self.number)
            if check_sign(self.number[:17]) != self.number[17]:
                raise RefusedValueError(_TYPE, _safe(self.number), "its check sign is wrong")

    def _check_division(self) -> None:
        if not _PROVINCES.match(self.number):
            raise RefusedValueError(
                _TYPE, _safe(self.number), "its first two digits are no province"
            )

    def _check_masked(self) -> None:
        if "*" not in self.number or len(self.number) not in (15, 18):
            raise RefusedValueError(_TYPE, _safe(self.number), "a masked number keeps its length")
        if "*" not in self.number[:2]:
            self._check_division()
        if len(self.number) == 18 and "*" not in self.number[6:14]:
            _birth(self.number[6:14], self.number)

    @classmethod
    def parse(cls, text: str) -> CitizenId:
        """Eighteen signs, fifteen digits (upgraded), or a masked number (``*``, ``×``, ``x``).

        Raises:
            RefusedValueError: No such number; the text in the error hides the digits.
        """
        folded = fold(text).translate(_WIDE).upper()
        if _LONG.fullmatch(folded):
            return cls(folded)
        if _SHORT.fullmatch(folded):
            return _upgraded(folded)
        if len(folded) in (15, 18) and _MASKED.fullmatch(folded):
            hidden = folded.translate(_HIDDEN)
            return cls(hidden[:-1].replace("X", "*") + _last(hidden), masked=True)
        raise RefusedValueError(_TYPE, _safe(text), "it has no identity number's shape")

    @property
    def birth_date(self) -> date | None:
        """The embedded birth date; None when it is hidden."""
        digits = self.number[6:14]
        return None if len(self.number) == 15 or "*" in digits else _birth(digits, self.number)

    @property
    def sex(self) -> Literal["male", "female"] | None:
        """From the seventeenth digit, odd for men; None when it is hidden."""
        place = 14 if len(self.number) == 15 else 16
        digit = self.number[place]
        if digit == "*":
            return None
        return "male" if int(digit) % 2 else "female"

    @property
    def division(self) -> str | None:
        """Six digits of the place of first registration; None when one is hidden."""
        return None if "*" in self.number[:6] else self.number[:6]

    def show(self) -> str:
        """The number as normalised."""
        return self.number

    def mask(self) -> str:
        """First six and last four signs stay."""
        return self.number[:6] + "*" * (len(self.number) - 10) + self.number[-4:]


def _safe(text: str) -> str:
    """What an error may show of a number that could be somebody's."""
    return re.sub(r"[0-9０-９]", "*", text[:40])


def _birth(digits: str, text: str) -> date:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise RefusedValueError(_TYPE, _safe(text), "no calendar has its birth date") from None
    if not 1800 <= born.year <= 2199:
        raise RefusedValueError(_TYPE, _safe(text), "its year of birth is impossible")
    return born


def _upgraded(digits: str) -> CitizenId:
    """Eighteen signs from fifteen; serials 996 to 999 belonged to the over-hundreds."""
    century = "18" if digits[12:] in _CENTENARIANS else "19"
    seventeen = digits[:6] + century + digits[6:]
    return CitizenId(seventeen + check_sign(seventeen))


def _last(hidden: str) -> str:
    """The last sign: an X there is the check sign unless an X hides the sign before it."""
    if hidden[-1] == "X" and hidden[-2] == "X":
        return "*"
    return hidden[-1]
