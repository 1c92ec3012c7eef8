"""What the statute threatens: the shape of the twin's own table and how it is read.

The rows themselves are in `xiezhi.twin.statute`, one line per bracket, written to be checked
against the Criminal Law by a reader who does not program.
"""

import re
from dataclasses import dataclass
from datetime import date

FIXED, DETENTION, CONTROL = "fixed_term", "criminal_detention", "public_surveillance"
LIFE, DEATH, DEATH_SUSPENDED = "life", "death", "death_suspended"
FINE_ALONE, NO_PENALTY = "fine_alone", "none"

_KINDS = {"有期": FIXED, "拘役": DETENTION, "管制": CONTROL, "无期": LIFE, "死刑": DEATH}
FINE_WORDS = ("无", "并处", "并处或单处", "可以并处", "或者罚金", "并处或没收", "没收")


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket of punishment.

    Attributes:
        phrase: What a court says when it finds this bracket; empty when nothing need be said.
        kinds: Main penalties that the bracket allows.
        low: Least fixed term in months (6 when the statute names none: 刑法 45).
        high: Longest fixed term in months; 0 when the bracket has no fixed term.
        fine: How a fine belongs to it, one of ``FINE_WORDS``.
        fine_range: Least and greatest fine in yuan where the article itself names them.
        quantity: Range of the amount (yuan, or the offence's own unit) that surely falls in it.
    """

    phrase: str
    kinds: frozenset[str]
    low: int
    high: int
    fine: str
    fine_range: tuple[int, int] | None
    quantity: tuple[int, int] | None

    @property
    def must_fine(self) -> bool:
        """True when a fine or confiscation has to stand beside the main penalty."""
        return self.fine in {"并处", "并处或单处", "并处或没收", "没收"}

    @property
    def fine_instead(self) -> bool:
        """True when a fine may be the whole punishment."""
        return self.fine in {"并处或单处", "或者罚金"}


@dataclass(frozen=True, slots=True)
class Offence:
    """A charge as the law stood from ``since`` to ``until`` (closed; None is open).

    Attributes:
        charge: Name with 罪.
        article: Article of the Criminal Law, ``133-1`` for 第一百三十三条之一.
        paragraph: Paragraph that courts cite with it; 0 for none.
        brackets: From the lightest to the heaviest.
        unit: What ``quantity`` counts: yuan, grams, milligrams, people, nothing.
        weight: How often courts meet the charge, relative.
        negligent: A crime of negligence (never the ground of recidivism, 刑法 65).
        units: A unit can commit it.
        fine_rule: Name of the rule that bounds the fine (`xiezhi.twin.limits`).
    """

    charge: str
    article: str
    paragraph: int
    brackets: tuple[Bracket, ...]
    unit: str
    weight: float
    negligent: bool
    units: bool
    fine_rule: str
    since: date | None
    until: date | None

    def in_force(self, day: date) -> bool:
        """Whether this version applied to a crime of that day (刑法 12)."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def read_bracket(line: str) -> Bracket:
    """A bracket from its line ``phrase: 有期6-36 拘役; 并处 20000-200000; 3500-28000``.

    Args:
        line: Three fields parted by semicolons after the phrase; the third may be missing.

    Returns:
        The bracket.

    Raises:
        ValueError: If a word of the line is not one of the table's words.
    """
    phrase, _, rest = line.partition(":")
    fields = [field.strip() for field in rest.split(";")]
    kinds, low, high = set(), 6, 0
    for word in fields[0].split():
        term = re.fullmatch(r"有期(\d+)-(\d+)", word)
        if term:
            low, high = int(term[1]), int(term[2])
            kinds.add(FIXED)
        elif word in _KINDS:
            kinds.add(_KINDS[word])
        else:
            raise ValueError(f"{word!r} is not a penalty of the table: {line!r}")
    fine, _, bounds = fields[1].partition(" ")
    if fine not in FINE_WORDS:
        raise ValueError(f"{fine!r} is not a fine word of the table: {line!r}")
    return Bracket(
        phrase.strip(),
        frozenset(kinds),
        low,
        high,
        fine,
        _bounds(bounds),
        _bounds(fields[2]) if len(fields) > 2 else None,
    )


def _bounds(text: str) -> tuple[int, int] | None:
    low, dash, high = text.strip().partition("-")
    return (int(low), int(high)) if dash else None


def offence(
    charge: str,
    article: str,
    weight: float,
    *lines: str,
    paragraph: int = 0,
    unit: str = "",
    traits: str = "",
    rule: str = "general",
    since: date | None = None,
    until: date | None = None,
) -> Offence:
    """A version of a charge from one row of the table.

    Args:
        charge: Name with 罪.
        article: Article of the Criminal Law.
        weight: How often courts meet it.
        lines: One line per bracket (`read_bracket`), the lightest first.
        paragraph: Paragraph that courts cite with it.
        unit: What the quantities count.
        traits: 过失 for negligence, 单位 when units can commit it.
        rule: Name of the rule that bounds the fine.
        since: First day of this version.
        until: Last day of this version.

    Returns:
        The offence.
    """
    brackets = tuple(read_bracket(line) for line in lines)
    return Offence(
        charge,
        article,
        paragraph,
        brackets,
        unit,
        weight,
        "过失" in traits,
        "单位" in traits,
        rule,
        since,
        until,
    )
