"""Purposes of use by line of work: what a contract allows and a model is for."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Purpose", "PurposesError", "covers", "purpose", "purposes", "unknown_purpose"]

_LINES = ("criminal", "civil", "administrative", "public_interest", "any")


class PurposesError(XiezhiError):
    """The file of purposes is not what the loader can trust."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose.

    Attributes:
        name: As contracts and models write it.
        line: Line of work; ``any`` for those that belong to none alone.
        under: Purposes that cover this one.
        also: Other ways to write it.
    """

    name: str
    title: Title
    line: str
    under: tuple[str, ...]
    also: tuple[str, ...]


@lru_cache(maxsize=2)
def purposes(path: Path | None = None) -> dict[str, Purpose]:
    """Every purpose by name.

    Raises:
        PurposesError: A field is wrong, ``under`` names no purpose, or a circle.
    """
    problems: list[Problem] = []
    root = Form(read_yaml(path or rulebook_folder() / "terms" / "purposes.yaml"), problems)
    found = {name: _purpose(name, form) for name, form in root.children("purposes")}
    for name, one in found.items():
        for above in one.under:
            if above not in found:
                root.refuse(root.place, f"{name} is under {above!r}, which is no purpose.")
            elif name in _above(found, above):
                root.refuse(root.place, f"{name} and {above} cover each other.")
    root.done()
    if problems:
        raise PurposesError(*problems)
    return found


def purpose(word: str) -> Purpose | None:
    """The purpose written so, by its name or another way; None when there is none."""
    known = purposes()
    if word in known:
        return known[word]
    return next((one for one in known.values() if word in one.also), None)


def covers(granted: Iterable[str], wanted: str) -> bool:
    """Whether one of the purposes granted covers the one wanted.

    A word outside the vocabulary covers itself only.
    """
    known = purposes()
    asked = purpose(wanted)
    reached = {wanted} if asked is None else {asked.name} | _above(known, asked.name)
    return any(
        word in reached or (one is not None and one.name in reached)
        for word, one in ((word, purpose(word)) for word in granted)
    )


def unknown_purpose(word: str, where: str = "") -> Problem:
    """What to say of a purpose that is none."""
    known = [name for one in purposes().values() for name in (one.name, *one.also)]
    near = get_close_matches(word, known, 3, 0.4)
    return Problem(
        what=f"{word!r} is no purpose of the vocabulary.",
        where=where,
        why="a purpose is definite (个人信息保护法#6): see rulebook/terms/purposes.yaml",
        cure=f"Did you mean {'、'.join(near)}?" if near else "Name one of the vocabulary.",
        code="purpose-unknown",
    )


def _above(known: dict[str, Purpose], name: str) -> set[str]:
    """Every purpose that covers this one, itself left out unless there is a circle."""
    found: set[str] = set()
    left = list(known[name].under)
    while left:
        above = left.pop()
        if above not in found and above in known:
            found.add(above)
            left += known[above].under
    return found


def _purpose(name: str, form: Form) -> Purpose:
    found = Purpose(
        name=name,
        title=Title(name, form.text("en")),
        line=form.choice("line", _LINES),
        under=form.texts("under"),
        also=form.texts("also"),
    )
    form.done()
    return found
