"""Words of a data contract: grades, sharing attributes, ways of sharing, frequencies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["DataTerm", "DataTerms", "DataTermsError", "data_terms"]


class DataTermsError(XiezhiError):
    """The file of data grades is not what the loader can trust."""


@dataclass(frozen=True, slots=True)
class DataTerm:
    """One word.

    Attributes:
        name: Stable name.
        also: Other ways to write it, the Chinese title apart.
        law: Citations it rests on.
        refused: Data of this grade may not be put on a shelf.
        days: Most days between two deliveries; None where nothing was agreed.
    """

    name: str
    title: Title
    also: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    refused: bool = False
    days: int | None = None


@dataclass(frozen=True, slots=True)
class DataTerms:
    """The words of contracts by kind.

    Attributes:
        secret_marks: Marks of secrecy: data that bear one are refused until a person has looked.
    """

    grades: Mapping[str, DataTerm]
    sharing: Mapping[str, DataTerm]
    ways: Mapping[str, DataTerm]
    frequencies: Mapping[str, DataTerm]
    secret_marks: tuple[str, ...]

    def word(self, kind: str, text: str) -> DataTerm | None:
        """The word of a kind (``grades``, …) by name, title or another way to write it."""
        words: Mapping[str, DataTerm] = getattr(self, kind)
        if text in words:
            return words[text]
        return next(
            (
                one
                for one in words.values()
                if text in (one.title.zh, one.title.en) or text in one.also
            ),
            None,
        )

    def secret_mark(self, *texts: str) -> str | None:
        """The first mark of secrecy that stands in one of the texts (titles, file names)."""
        return next((mark for text in texts for mark in self.secret_marks if mark in text), None)


@lru_cache(maxsize=2)
def data_terms(path: Path | None = None) -> DataTerms:
    """The words as the rulebook has them.

    Raises:
        DataTermsError: A field is wrong.
    """
    problems: list[Problem] = []
    root = Form(read_yaml(path or rulebook_folder() / "terms" / "data_grades.yaml"), problems)
    kinds = {
        kind: {name: _term(name, form) for name, form in root.children(kind)}
        for kind in ("grades", "sharing", "ways", "frequencies")
    }
    found = DataTerms(**kinds, secret_marks=root.texts("secret_marks"))
    root.done()
    if problems:
        raise DataTermsError(*problems)
    return found


def _term(name: str, form: Form) -> DataTerm:
    found = DataTerm(
        name=name,
        title=form.title(),
        also=form.texts("also"),
        law=form.texts("law"),
        refused=form.boolean("refused"),
        days=form.integer("days"),
    )
    form.done()
    return found
