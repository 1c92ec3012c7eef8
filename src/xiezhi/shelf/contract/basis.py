"""A legal basis as people write it, found in the rulebook or marked unconfirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.law_ref import LawRef
from xiezhi.rulebook.law import CitationError, Law

__all__ = ["Basis", "find_basis"]

_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "【": "〔", "】": "〕", "《": "", "》": ""})


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis.

    Attributes:
        written: As it was given.
        state: ``article`` (the rulebook holds the text), ``law`` (it holds the law, no article
            was named), ``unconfirmed`` (it does not hold it).
        cite: As the rulebook cites it; empty when unconfirmed.
        title: Name of the law; empty when unconfirmed.
        text: The article; empty without one.
        why: Why it is unconfirmed, or what is missing.
    """

    written: str
    state: Literal["article", "law", "unconfirmed"]
    cite: str = ""
    title: str = ""
    text: str = ""
    why: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether the text of an article stands behind it."""
        return self.state == "article"


def find_basis(written: str) -> Basis:
    """Look a basis up: ``法释〔2014〕13号#7``, ``《…》第七条``, or a law without an article."""
    law = Law.load()
    cite = _cited(written)
    if cite is not None:
        try:
            found = law.cite(cite)
        except CitationError as error:
            return Basis(written, "unconfirmed", why=error.problems[0].what)
        if found.checked:
            return Basis(written, "article", cite, found.title, found.text)
        return Basis(written, "unconfirmed", cite, found.title, why=found.why)
    name = written.strip().translate(_BRACKETS)
    for edition in law.editions:
        names = {one.translate(_BRACKETS) for one in (edition.law, edition.number, *edition.names)}
        if name and name in names:
            return Basis(
                written, "law", edition.law, edition.names[0], why="没有写明条文 / no article named"
            )
    return Basis(written, "unconfirmed", why="不在法律目录中 / not in the rulebook")


def _cited(written: str) -> str | None:
    """The citation in the rulebook's own writing; None when no article is named."""
    if "#" in written:
        return written.strip()
    try:
        found = LawRef.parse(written)
    except RefusedValueError:
        return None
    article = f"{found.article}-{found.article_sub}" if found.article_sub else str(found.article)
    paragraph = f"({found.paragraph})" if found.paragraph else ""
    return f"{found.law}#{article}{paragraph}"
