"""Numbers of identity documents printed in a document: where, of what kind, masked or whole.

The number itself is not written: whoever asks whether one was published learns it from the place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.kernel.citizen_id import CitizenId
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.span import Span
from xiezhi.text.facts import Fact, put
from xiezhi.text.pattern import load

if TYPE_CHECKING:
    from xiezhi.text.facts import Document, Parties, Row

__all__ = ["read"]

_BLANKS = re.compile("[ \u3000]")
_HIDDEN = re.compile("[*×＊•●■□#?某]|[Xx]{2}")
_WORDS_REACH = 14


def read(document: Document, parties: Parties) -> list[Row]:
    """Rows of ``judgment_number``: one per number, in the order of the text.

    Args:
        document: The document; every kind of document is searched.
        parties: Its parties; a number in a party's passage of the head is that party's.
    """
    found = sorted((*_whole(document), *_masked(document), *_others(document)))
    rows: list[Row] = []
    for number, (place, kind, masked, valid) in enumerate(found, 1):
        row: Row = {"number_ordinal": number, "ordinal": _holder(parties, place)}
        put(row, "kind", Fact(kind, place))
        put(row, "masked", Fact(masked, place))
        if valid is not None:
            put(row, "valid_check_digit", Fact(valid, place))
        row["number_span"] = list(place)
        rows.append(row)
    return rows


_Number = tuple[Span, str, bool, bool | None]


def _whole(document: Document) -> list[_Number]:
    """Whole citizens' numbers: announced as such, or right in division, birth date and sign."""
    clean, patterns = document.clean, load("number")
    numbers: list[_Number] = []
    for match in patterns["whole"].finditer(clean):
        place = Span(*match.span("number"))
        before = clean[max(0, place.start - _WORDS_REACH) : place.start]
        announced = patterns["citizen_word"].search(_BLANKS.sub("", before)) is not None
        valid = _valid(match["number"])
        if announced or (valid and len(match["number"]) > 15):
            numbers.append((place, "citizen_id", False, valid))
    return numbers


def _valid(printed: str) -> bool:
    try:
        CitizenId.parse(_BLANKS.sub("", printed))
    except RefusedValueError:
        return False
    return True


def _masked(document: Document) -> list[_Number]:
    return [
        (Span(*match.span("number")), "citizen_id", True, None)
        for match in load("number")["masked"].finditer(document.clean)
    ]


def _others(document: Document) -> list[_Number]:
    return [
        (Span(*match.span("number")), "other", _HIDDEN.search(match["number"]) is not None, None)
        for match in load("number")["other"].finditer(document.clean)
    ]


def _holder(parties: Parties, place: Span) -> int | None:
    """The party in whose passage of the head a number stands."""
    for party in parties:
        if party.passage is not None and party.passage.covers(place):
            return party.ordinal
    return None
