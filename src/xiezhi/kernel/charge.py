"""Charges as courts write them, led back to the vocabulary's name.

贩卖毒品罪 is the selective charge 走私、贩卖、运输、制造毒品罪; the text of the court is kept. The
vocabulary is an argument; the kernel knows no charge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

from xiezhi.kernel.errors import RefusedValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Charge", "ChargeBook", "ChargeEntry", "plain_charge", "selection_pattern"]

_TYPE = "charge"
_LONGEST = 80
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_BRACKETED = re.compile(
    r"[（(](?:犯罪)?(?:未遂|既遂|中止|预备|共同犯罪|从犯|单位|单位犯罪|累犯|漏罪|新罪|前罪)[）)]"
)
_LEAD = re.compile(r"^(?:已|均|又|另)?(?:构成|犯)(?!罪)")
_MARKS = str.maketrans(
    {
        ",": "、",
        "，": "、",
        "﹑": "、",
        "､": "、",
        "‧": "、",
        "·": "、",
        "；": "、",
        "帐": "账",
        "剌": "刺",
    }
)
_JOINTS = re.compile(r"[和及与或]|以及")
_BRACE = re.compile(r"(\{[^{}]+\})")
_QUOTES = re.compile("[“”\"'‘’《》]")


class ChargeEntry(Protocol):
    """What the vocabulary says of a charge; further attributes do no harm."""

    @property
    def name(self) -> str:
        """The official name with 罪."""

    @property
    def article(self) -> str:
        """Article of the Criminal Law, ``347`` or ``133-1``."""

    @property
    def form(self) -> str:
        """What a selective charge is made of, ``{走私|贩卖|运输|制造}毒品罪``; else empty."""

    @property
    def variants(self) -> Sequence[str]:
        """Other spellings: former wordings, known misprints."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge of the vocabulary and how the court wrote it.

    Attributes:
        name: The vocabulary's name.
        text: The court's words, unchanged.
        article: Article of the Criminal Law.
        selected: The court's selection in clean spelling, ``贩卖、运输毒品罪``.
    """

    name: str
    text: str
    article: str
    selected: str

    def show(self) -> str:
        """The court's selection in clean spelling."""
        return self.selected


def plain_charge(text: str) -> str:
    """A charge's text without blanks, quotes, doubled 罪, stage of the offence; with its 罪."""
    bare = _QUOTES.sub("", _BLANKS.sub("", text)).translate(_MARKS)
    bare = _BRACKETED.sub("", bare).strip("、。:：;")
    bare = _LEAD.sub("", bare, count=1)
    stem = bare.rstrip("罪")
    return f"{stem}罪" if stem else ""


def selection_pattern(form: str) -> re.Pattern[str]:
    """The selections of a form, without 、: of each brace one or several, in any order.

    Raises:
        RefusedValueError: The form's braces do not match.
    """
    parts = []
    for piece in _BRACE.split(form.replace("、", "")):
        if not _BRACE.fullmatch(piece):
            if "{" in piece or "}" in piece or "|" in piece:
                raise RefusedValueError("form of a charge", form, "its braces do not match")
            parts.append(re.escape(piece))
            continue
        words = sorted(piece[1:-1].split("|"), key=len, reverse=True)
        parts.append("(?:" + "|".join(map(re.escape, words)) + f"){{1,{len(words)}}}")
    return re.compile("".join(parts))


class ChargeBook:
    """Resolves charges against one vocabulary; remembers what it resolved."""

    def __init__(self, vocabulary: Mapping[str, ChargeEntry] | Iterable[ChargeEntry]) -> None:
        """Take the entries, of a mapping by name or one after the other, earlier ones first.

        Raises:
            RefusedValueError: Two entries have the same name, or a form is broken.
        """
        entries = vocabulary.values() if isinstance(vocabulary, Mapping) else vocabulary
        self._names: dict[str, ChargeEntry] = {}
        self._variants: dict[str, list[ChargeEntry]] = {}
        self._forms: list[tuple[re.Pattern[str], ChargeEntry]] = []
        self._known: dict[str, Charge | None] = {}
        for entry in entries:
            spelt = plain_charge(entry.name).replace("、", "")
            if spelt in self._names:
                raise RefusedValueError(_TYPE, entry.name, "the vocabulary has it twice")
            self._names[spelt] = entry
            for variant in entry.variants:
                spelt = plain_charge(variant).replace("、", "")
                self._variants.setdefault(spelt, []).append(entry)
            if entry.form:
                self._forms.append((selection_pattern(entry.form), entry))

    def resolve(self, text: str) -> Charge:
        """The charge a text names.

        Raises:
            RefusedValueError: None of the vocabulary, or charges of different articles fit; the
                reason names the nearest.
        """
        found = self.find(text)
        if found is None:
            names = [entry.name for entry in self._names.values()]
            nearest = get_close_matches(plain_charge(text), names, 1, 0.6)
            hint = f"; the nearest is {nearest[0]}" if nearest else ""
            raise RefusedValueError(_TYPE, text, f"the vocabulary does not have it{hint}")
        return found

    def find(self, text: str) -> Charge | None:
        """The charge a text names; None when the vocabulary has none such.

        Raises:
            RefusedValueError: The text is no charge, or charges of different articles fit.
        """
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> Charge | None:
        plain = plain_charge(text)
        if len(plain) < 3 or len(plain) > _LONGEST:
            raise RefusedValueError(_TYPE, text[:_LONGEST], "it is no charge")
        for selected in dict.fromkeys((plain, _JOINTS.sub("、", plain))):
            entry = self._entry(selected.replace("、", ""), text)
            if entry is not None:
                return Charge(entry.name, text, entry.article, selected)
        return None

    def _entry(self, spelt: str, text: str) -> ChargeEntry | None:
        """By name, then by variant, then by form; of one article's versions the first listed."""
        by_name = self._names.get(spelt)
        if by_name is not None:
            return by_name
        found = self._variants.get(spelt) or [
            entry for pattern, entry in self._forms if pattern.fullmatch(spelt)
        ]
        if len({entry.article for entry in found}) > 1:
            why = "it may be " + " or ".join(entry.name for entry in found)
            raise RefusedValueError(_TYPE, text, why)
        return found[0] if found else None
