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
from xiezhi.kernel.selective import orders, selects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Charge", "ChargeBook", "ChargeEntry", "plain_charge"]

_TYPE = "charge"
_LONGEST = 80
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_BRACKETED = re.compile(
    r"[（(](?:犯罪)?(?:未遂|既遂|中止|预备|共同犯罪|从犯|单位|单位犯罪|累犯|漏罪|新罪|前罪)[）)]"
)
_LEAD = re.compile(r"^(?:[构已均又另]?[成均]?犯(?!罪所得|罪分子))")
_MARKS = str.maketrans(
    {",": "、", "，": "、", "﹑": "、", "､": "、", "‧": "、", "·": "、", "；": "、"}
)
_JOINTS = re.compile(r"[和及与或]|以及")
_QUOTES = re.compile("[“”\"'‘’《》]")


class ChargeEntry(Protocol):
    """What the vocabulary says of a charge; extra attributes do no harm."""

    @property
    def name(self) -> str:
        """The official name with 罪."""

    @property
    def article(self) -> str:
        """Article of the Criminal Law, ``347`` or ``133-1``."""

    @property
    def aliases(self) -> Sequence[str]:
        """Former names and known misprints."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge of the vocabulary and how the court wrote it.

    Attributes:
        name: The vocabulary's name.
        text: The court's words, unchanged.
        article: Article of the Criminal Law.
        selected: The charge without blanks and slips, as far as the court selected it:
            ``贩卖、运输毒品罪``; equal to ``name`` for others.
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


class ChargeBook:
    """Resolves charges against one vocabulary; remembers what it resolved."""

    def __init__(self, vocabulary: Mapping[str, ChargeEntry] | Iterable[ChargeEntry]) -> None:
        """Take the entries, of a mapping by name or one after the other.

        Raises:
            RefusedValueError: Two entries claim the same spelling.
        """
        entries = vocabulary.values() if isinstance(vocabulary, Mapping) else vocabulary
        self._exact: dict[str, tuple[ChargeEntry, str]] = {}
        self._selective: list[tuple[ChargeEntry, str, frozenset[str]]] = []
        for entry in entries:
            for place, name in enumerate((entry.name, *entry.aliases)):
                self._add(entry, name, own=place == 0)
        self._known: dict[str, Charge] = {}

    def _add(self, entry: ChargeEntry, name: str, *, own: bool) -> None:
        plain = plain_charge(name)
        spelt = plain.replace("、", "")
        other = self._exact.get(spelt)
        if other is not None and other[0] is not entry:
            if own or other[1] == other[0].name:
                why = f"it is claimed by {other[0].name} and by {entry.name}"
                raise RefusedValueError(_TYPE, name, why)
            return
        self._exact[spelt] = (entry, entry.name if own else plain)
        if "、" in plain:
            self._selective.append((entry, plain[:-1], frozenset(plain)))

    def resolve(self, text: str) -> Charge:
        """The charge a text names.

        Raises:
            RefusedValueError: None of the vocabulary, or several fit; the reason names the
                nearest.
        """
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._resolve(text)
        return known

    def _resolve(self, text: str) -> Charge:
        plain = plain_charge(text)
        if len(plain) < 3 or len(plain) > _LONGEST:
            raise RefusedValueError(_TYPE, text[:_LONGEST], "it is no charge")
        for spelling in dict.fromkeys((plain, _JOINTS.sub("、", plain))):
            exact = self._exact.get(spelling.replace("、", ""))
            if exact is not None:
                entry, written = exact
                return Charge(entry.name, text, entry.article, _with_end(written))
            found = self._selected(spelling[:-1], text)
            if found is not None:
                return Charge(found.name, text, found.article, spelling)
        nearest = get_close_matches(
            plain, [entry.name for entry, _ in self._exact.values()], 1, 0.6
        )
        hint = f"; the nearest is {nearest[0]}" if nearest else ""
        raise RefusedValueError(_TYPE, text, f"the vocabulary does not have it{hint}")

    def _selected(self, stem: str, text: str) -> ChargeEntry | None:
        """The only entry of which the stem is a selection."""
        signs = frozenset(stem) - {"、"}
        near = [(entry, name) for entry, name, held in self._selective if signs <= held]
        for order in orders(stem):
            found: dict[str, ChargeEntry] = {}
            for entry, name in near:
                if selects(order.replace("、", ""), name):
                    found[entry.name] = entry
            if len({entry.article for entry in found.values()}) > 1:
                why = "it may be a part of " + " or of ".join(sorted(found))
                raise RefusedValueError(_TYPE, text, why)
            if found:
                return min(found.values(), key=lambda entry: len(entry.name))
        return None


def _with_end(name: str) -> str:
    return name if name.endswith("罪") else f"{name}罪"
