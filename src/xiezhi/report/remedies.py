"""Remedies in words: the rulebook's title, the letter each takes, what to mind."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.report.content import Remedy
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from xiezhi.kernel.errors import Problem

__all__ = ["remedy_part"]


def remedy_part(word: str) -> Remedy:
    """A remedy by its id, an alias or its Chinese title; an unknown one stands for itself."""
    return _known().get(word, Remedy(Title(word, word)))


@lru_cache(maxsize=1)
def _known() -> dict[str, Remedy]:
    path = rulebook_folder() / "terms" / "remedies.yaml"
    if not path.is_file():
        return {}
    problems: list[Problem] = []
    found: dict[str, Remedy] = {}
    for name, form in Form(read_yaml(path), problems).children("remedies"):
        title = form.title()
        note = form.title("note") if form.has("note") else None
        remedy = Remedy(title, form.text("letter", ""), note)
        for word in (name, title.zh, *form.texts("aliases")):
            found.setdefault(word, remedy)
    return found
