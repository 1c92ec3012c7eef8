"""Codes of organisations: unified social credit code (GB 32100-2015) and what it replaced.

The nine signs of the old organisation code (GB 11714) stand at places 9 to 17.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold

__all__ = ["OrganisationCode", "RegistrationNumber", "Uscc"]

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_SHAPE = re.compile(r"[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_OLD_SHAPE = re.compile(r"([0-9A-Z]{8})-?([0-9X])")
_OLD_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_WIDE = {ord(sign) + 0xFEE0: sign for sign in _SIGNS if sign.isalpha()}
_WIDE |= {ord(sign.lower()) + 0xFEE0: sign for sign in _SIGNS if sign.isalpha()}
_REGISTRATION = re.compile(r"[1-9][0-9]{14}")


@dataclass(frozen=True, slots=True)
class OrganisationCode:
    """Nine signs of GB 11714; the hyphen before the last is optional and not kept."""

    text: str

    def __post_init__(self) -> None:
        """Hold the code to the standard.

        Raises:
            RefusedValueError: Wrong shape or check sign.
        """
        if len(self.text) != 9 or not _OLD_SHAPE.fullmatch(self.text):
            raise RefusedValueError("organisation_code", self.text[:20], "it is not nine signs")
        if self.text[8] != _old_check(self.text[:8]):
            raise RefusedValueError("organisation_code", self.text, "its check sign is wrong")

    @classmethod
    def parse(cls, text: str) -> OrganisationCode:
        """``D2143569X`` or ``D2143569-X``.

        Raises:
            RefusedValueError: No such code.
        """
        folded = fold(text).translate(_WIDE).upper()
        match = _OLD_SHAPE.fullmatch(folded)
        return cls(match[1] + match[2] if match else folded)

    def show(self) -> str:
        """With the hyphen of the standard."""
        return f"{self.text[:8]}-{self.text[8]}"


@dataclass(frozen=True, slots=True)
class RegistrationNumber:
    """Fifteen digits of the former business register (check digit ISO 7064 MOD 11,10)."""

    text: str

    def __post_init__(self) -> None:
        """Hold the number to the standard.

        Raises:
            RefusedValueError: Wrong shape or check digit.
        """
        if not _REGISTRATION.fullmatch(self.text):
            raise RefusedValueError("registration_number", self.text[:20], "it is not 15 digits")
        product = 10
        for digit in self.text[:14]:
            product = ((product + int(digit)) % 10 or 10) * 2 % 11
        if (product + int(self.text[14])) % 10 != 1:
            raise RefusedValueError("registration_number", self.text, "its check digit is wrong")

    @classmethod
    def parse(cls, text: str) -> RegistrationNumber:
        """Fifteen digits, blanks allowed.

        Raises:
            RefusedValueError: No such number.
        """
        return cls(fold(text))

    def show(self) -> str:
        """The fifteen digits."""
        return self.text


@dataclass(frozen=True, slots=True)
class Uscc:
    """A unified social credit code."""

    text: str

    def __post_init__(self) -> None:
        """Hold the code to the standard.

        Raises:
            RefusedValueError: Wrong shape, a letter the standard leaves out, wrong check sign.
        """
        if not _SHAPE.fullmatch(self.text):
            why = "it is not 18 signs of the standard (I, O, S, V and Z are not among them)"
            raise RefusedValueError("uscc", self.text[:20], why)
        total = sum(
            weight * _VALUES[sign] for weight, sign in zip(_WEIGHTS, self.text, strict=False)
        )
        if _SIGNS[-total % 31] != self.text[17]:
            raise RefusedValueError("uscc", self.text, "its check sign is wrong")

    @classmethod
    def parse(cls, text: str) -> Uscc:
        """Eighteen signs, either case, full width and blanks allowed.

        Raises:
            RefusedValueError: No such code.
        """
        return cls(fold(text).translate(_WIDE).upper())

    @property
    def division(self) -> str:
        """Six digits of the registering office's place."""
        return self.text[2:8]

    @property
    def organisation_code(self) -> OrganisationCode | None:
        """The old code inside (places 9 to 17); None where its own check sign fails."""
        inner = self.text[8:17]
        return OrganisationCode(inner) if inner[8] == _old_check(inner[:8]) else None

    def show(self) -> str:
        """The code."""
        return self.text

    def mask(self) -> str:
        """Organisations' codes are public: shown in full."""
        return self.text


def _old_check(eight: str) -> str:
    """Check sign of GB 11714: letters count from 10."""
    total = sum(weight * int(sign, 36) for weight, sign in zip(_OLD_WEIGHTS, eight, strict=True))
    return "0123456789X0"[11 - total % 11]
