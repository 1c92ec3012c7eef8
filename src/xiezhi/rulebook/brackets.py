"""Statutory penalties: for every charge its brackets, in every version that was in force."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import Scalar, read_yaml
from xiezhi.rulebook.yaml_nodes import Sequence as NodeList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Bracket", "BracketsError", "Confiscation", "FineMode", "Offence", "Version", "offences"]

FineMode: TypeAlias = Literal["must", "must_or_alone", "may", "instead", "none"]
Confiscation: TypeAlias = Literal["none", "or_fine", "must", "may"]

_MODES: dict[str, FineMode] = {
    "M": "must",
    "MS": "must_or_alone",
    "MAY": "may",
    "ALT": "instead",
    "": "none",
}
_CONFISCATIONS = ("none", "or_fine", "must", "may")
_SCALES = ("特别巨大", "巨大", "较大")
MIN_FIXED_TERM, MAX_FIXED_TERM = 6, 180
"""Months of a single term of fixed-term imprisonment, 刑法 45."""


class BracketsError(XiezhiError):
    """A file of brackets is not what the loader can trust; carries every problem."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """One step of the statutory scale (量刑档).

    Attributes:
        when: What opens it, in the words of the article; empty for the basic offence.
        main: Letters of the main penalties: F 有期徒刑, J 拘役, G 管制, R 剥夺政治权利, L 无期徒刑,
            D 死刑.
        min_months: Least months of fixed-term imprisonment; None without it.
        max_months: Most months of fixed-term imprisonment; None without it.
        fine: How a fine attaches: ``must`` (并处), ``must_or_alone`` (并处或者单处), ``may``
            (可以并处), ``instead`` (或者罚金: never with the main penalty), ``none``.
        yuan: Least and most fine named by the article.
        times: Least and most fine as a multiple of ``of``.
        of: What the multiple is taken of.
        confiscation: ``or_fine`` (罚金或者没收财产), ``must``, ``may``, ``none``.
        staff: Applies to the responsible staff of a unit.
    """

    when: str
    main: str
    min_months: int | None
    max_months: int | None
    fine: FineMode
    yuan: tuple[int, int] | None = None
    times: tuple[float, float] | None = None
    of: str = ""
    confiscation: Confiscation = "none"
    staff: bool = False

    @property
    def scale(self) -> str | None:
        """The word of amount that opens it: 较大, 巨大, 特别巨大; None when it names none."""
        return next((word for word in _SCALES if f"数额{word}" in self.when), None)

    @property
    def property_penalty(self) -> bool:
        """Whether a main penalty must come with a fine or a confiscation."""
        return self.fine in ("must", "must_or_alone") or self.confiscation == "must"


@dataclass(frozen=True, slots=True)
class Version:
    """The brackets in force from ``since`` up to, not including, ``until``.

    Attributes:
        by: Citation of the amendment that brought it; empty for the original text.
        unconfirmed: Why the text of this version could not be checked; empty when it was.
        article: Article and paragraphs it stood in, when they were numbered otherwise.
    """

    since: datetime.date
    until: datetime.date | None
    by: str
    unconfirmed: str
    brackets: tuple[Bracket, ...]
    article: str = ""

    def in_force(self, day: datetime.date) -> bool:
        """Whether the version was in force on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Offence:
    """One penal provision: the charges convicted under it and its versions, newest first.

    Attributes:
        charges: Names in the list of charges, older ones included.
        articles: Articles of 刑法, with paragraphs where only these belong: ``267(1)``.
        penalty: Article that holds the penalty when it is another one; empty otherwise.
        chapter: Chapter of the special part, 1 to 10.
    """

    charges: tuple[str, ...]
    articles: tuple[str, ...]
    penalty: str
    chapter: int
    versions: tuple[Version, ...]

    def cite(self, version: Version) -> str:
        """Citation of the article, with its paragraphs, that holds the penalty."""
        place = version.article or self.penalty or self.articles[0]
        return place if "#" in place else f"刑法#{place}"

    def on(self, day: datetime.date) -> Version | None:
        """The version in force on that day; None before the oldest that is known."""
        return next((version for version in self.versions if version.in_force(day)), None)


@lru_cache(maxsize=2)
def offences(folder: Path | None = None) -> tuple[Offence, ...]:
    """Every penal provision, in the order of the articles (all files read once, ~0.1 s).

    Raises:
        BracketsError: A file is wrong; versions overlap or a bracket has no penalty.
    """
    problems: list[Problem] = []
    found: list[Offence] = []
    for path in sorted((folder or rulebook_folder() / "terms" / "brackets").glob("*.yaml")):
        root = Form(read_yaml(path), problems)
        chapter = root.child("chapter")
        number = 0
        if chapter is not None:
            number = chapter.integer("no") or 0
            chapter.text("zh")
            chapter.text("en")
            chapter.done()
        found.extend(_offence(form, number) for form in root.rows("offences"))
        root.done()
    if problems:
        raise BracketsError(*problems)
    return tuple(found)


def _offence(form: Form, chapter: int) -> Offence:
    offence = Offence(
        charges=form.texts("charges"),
        articles=form.texts("articles"),
        penalty=form.text("penalty", ""),
        chapter=chapter,
        versions=tuple(_version(version) for version in form.rows("versions")),
    )
    form.done()
    for newer, older in itertools.pairwise(offence.versions):
        if older.until is None or older.until > newer.since:
            form.refuse(form.place, "Versions overlap or are not sorted, newest first.")
    return offence


def _version(form: Form) -> Version:
    version = Version(
        since=form.date("from") or datetime.date.max,
        until=form.date("to"),
        by=form.text("by", ""),
        unconfirmed=form.text("unconfirmed", ""),
        brackets=tuple(_bracket(bracket) for bracket in form.rows("brackets")),
        article=form.text("article", ""),
    )
    form.done()
    if not version.brackets or (version.until and version.until <= version.since):
        form.refuse(form.place, "A version needs brackets and an end after its beginning.")
    return version


def _bracket(form: Form) -> Bracket:
    main = form.text("main")
    fixed = "F" in main
    mode = form.text("fine", "")
    bracket = Bracket(
        when=form.text("when", ""),
        main=main,
        min_months=form.integer("min", MIN_FIXED_TERM) if fixed else None,
        max_months=form.integer("max", MAX_FIXED_TERM) if fixed else None,
        fine=_MODES.get(mode, "none"),
        yuan=_whole(form, "yuan"),
        times=_pair(form, "times"),
        of=form.text("of", ""),
        confiscation=cast("Confiscation", form.choice("confiscation", _CONFISCATIONS, "none")),
        staff=form.boolean("staff"),
    )
    form.done()
    if mode not in _MODES or not main or set(main) - set("FJGRLD"):
        form.refuse(form.place, f"main {main!r} or fine {mode!r} is no known letter.")
    return bracket


def _pair(form: Form, key: str) -> tuple[float, float] | None:
    node = form.node(key)
    if node is None:
        return None
    values = [
        float(item.value)
        for item in (node.items if isinstance(node, NodeList) else ())
        if isinstance(item, Scalar) and isinstance(item.value, int | float)
    ]
    if len(values) != 2 or values[0] > values[1]:
        form.refuse(node.place, f"{key} is a pair, the smaller first.")
        return None
    return values[0], values[1]


def _whole(form: Form, key: str) -> tuple[int, int] | None:
    pair = _pair(form, key)
    return None if pair is None else (int(pair[0]), int(pair[1]))


def versions_by_charge() -> Iterator[tuple[str, Offence, Version]]:
    """Every charge with every version of its brackets; a renamed charge has them all."""
    for offence in offences():
        for charge in offence.charges:
            for version in reversed(offence.versions):
                yield charge, offence, version
