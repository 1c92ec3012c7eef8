"""Closed lists of words with their labels: ``rulebook/terms/vocabularies.yaml``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VocabulariesError", "Vocabulary", "vocabularies"]

Vocabulary: TypeAlias = dict[str, Title]


class VocabulariesError(XiezhiError):
    """The file of vocabularies is not what the loader can trust."""


@lru_cache(maxsize=4)
def vocabularies(path: Path | None = None) -> dict[str, Vocabulary]:
    """Every closed list by name: word → label, in the order of the file.

    Raises:
        VocabulariesError: A label is missing in one of the languages.
    """
    problems: list[Problem] = []
    root = Form(read_yaml(path or rulebook_folder() / "terms" / "vocabularies.yaml"), problems)
    found: dict[str, Vocabulary] = {}
    for name, form in root.children("vocabularies"):
        found[name] = {word: form.title(word) for word in form.names()}
        form.done()
    root.done()
    if problems:
        raise VocabulariesError(*problems)
    return found
