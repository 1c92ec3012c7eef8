"""How rows are compared when no number links them: ``rulebook/terms/comparisons.yaml``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.types import SemanticTypes
from xiezhi.rulebook.vocabularies import vocabularies
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "DIFFERENT",
    "LEVELS",
    "UNKNOWN_LEVEL",
    "Comparisons",
    "ComparisonsError",
    "Level",
    "Method",
    "comparisons",
]

LEVELS = "match_level"
"""The vocabulary of the levels."""
DIFFERENT, UNKNOWN_LEVEL = "different", "unknown"


class ComparisonsError(XiezhiError):
    """The file contradicts itself, the types or the vocabulary; carries every problem."""


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement.

    Attributes:
        word: Of the vocabulary ``match_level``.
        m: Share of pairs of one and the same that agree so.
        u: Share of pairs of two different ones that do.
        frequency: The value's own frequency takes the place of ``u``.
    """

    word: str
    m: float
    u: float
    frequency: bool = False

    @property
    def weight(self) -> float:
        """log2 of the odds it adds, before frequencies."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Method:
    """One way to compare two values.

    Attributes:
        levels: From the closest agreement down; ``different`` comes last and takes what is left.
        name: It compares names: alone it never makes a link.
        supports: Agreement on it may carry a link beside a name.
    """

    id: str
    title: Title
    types: tuple[str, ...]
    levels: tuple[Level, ...]
    name: bool = False
    supports: bool = False

    def level(self, word: str) -> Level:
        """The level of that word.

        Raises:
            KeyError: The method knows no such level.
        """
        for level in self.levels:
            if level.word == word:
                return level
        raise KeyError(word)


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The methods with what they share.

    Attributes:
        population: How many people or units a row could be about unless a model says otherwise.
        smoothing: Occurrences counted in addition to those in the data.
        compound_surnames: Surnames of two characters.
        chinese_forms, latin_forms: Legal forms left out of a unit's name, longest first.
    """

    methods: Mapping[str, Method]
    population: int
    smoothing: int
    compound_surnames: tuple[str, ...]
    chinese_forms: tuple[str, ...]
    latin_forms: tuple[str, ...]

    def of_type(self, type_name: str) -> Method | None:
        """The method by which values of a semantic type are compared; None for none."""
        for method in self.methods.values():
            if type_name in method.types:
                return method
        return None


@lru_cache(maxsize=4)
def comparisons(path: Path | None = None) -> Comparisons:
    """The methods of the rulebook (read once) or of another file.

    Raises:
        ComparisonsError: Shares beyond one, an unknown type or level, a type claimed twice.
    """
    problems: list[Problem] = []
    form = Form(read_yaml(path or rulebook_folder() / "terms" / "comparisons.yaml"), problems)
    forms = form.child("organisation_forms")
    found = Comparisons(
        methods={name: _method(name, item) for name, item in form.children("methods")},
        population=form.integer("population", 1) or 1,
        smoothing=form.integer("smoothing", 0) or 0,
        compound_surnames=form.texts("compound_surnames"),
        chinese_forms=_longest_first(forms, "chinese"),
        latin_forms=_longest_first(forms, "latin"),
    )
    if forms is not None:
        forms.done()
    form.done()
    _check(found, form)
    if problems:
        raise ComparisonsError(*problems)
    return found


def _longest_first(form: Form | None, key: str) -> tuple[str, ...]:
    words = form.texts(key) if form is not None else ()
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _method(name: str, form: Form) -> Method:
    levels: list[Level] = []
    words = vocabularies()[LEVELS]
    for word, item in form.children("levels"):
        if word not in words:
            form.refuse(item.place, f"There is no level {word!r}.",
                        cure=f"Add it to {LEVELS} in vocabularies.yaml.",
                        code="comparisons-level")  # fmt: skip
        m, u = float(item.decimal("m") or 0), float(item.decimal("u") or 0)
        levels.append(Level(word, m, u, item.boolean("frequency")))
        item.done()
    rest_m, rest_u = 1 - sum(level.m for level in levels), 1 - sum(level.u for level in levels)
    if not all(0 < share < 1 for level in levels for share in (level.m, level.u)) or (
        min(rest_m, rest_u) <= 0
    ):
        form.refuse(form.place, f"The shares of {name} leave nothing for {DIFFERENT!r}.",
                    cure="Every m and u is above 0; each adds up to less than 1.",
                    code="comparisons-shares")  # fmt: skip
        rest_m = rest_u = 0.5
    levels.append(Level(DIFFERENT, rest_m, rest_u))
    method = Method(
        name,
        form.title(),
        form.texts("types"),
        tuple(levels),
        form.boolean("name"),
        form.boolean("supports"),
    )
    form.done()
    return method


def _check(found: Comparisons, form: Form) -> None:
    types = SemanticTypes.load()
    claimed: set[str] = set()
    for method in found.methods.values():
        for name in method.types:
            if name not in types or name in claimed:
                form.refuse(form.place, f"{method.id} claims the type {name!r}.",
                            why="it is unknown or another method's",
                            code="comparisons-type")  # fmt: skip
            claimed.add(name)
        if method.name and method.supports:
            form.refuse(form.place, f"{method.id} compares names and supports a link.",
                        why="a name alone never makes a link",
                        code="comparisons-name")  # fmt: skip
