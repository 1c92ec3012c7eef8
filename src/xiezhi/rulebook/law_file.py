"""One file of ``rulebook/law``: a law or a part of one, with the versions of its articles."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.yaml_nodes import Mapping, Node, Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Article", "LawFile", "LawFileError", "read_law_file"]


class LawFileError(XiezhiError):
    """A file of law is not what the loader can trust; carries every problem."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article.

    Attributes:
        since: First day of this version.
        until: First day it no longer holds; None while it is in force.
        text: Copied from the collection; empty when unconfirmed.
        by: Citation of what brought it; empty for the original text.
        source: Place in the collection; empty when unconfirmed.
        unconfirmed: Why the text is not there, or not whole; empty when it is.
        known: Paragraphs copied from the collection when the others are not in it.
    """

    since: datetime.date
    until: datetime.date | None
    text: str
    by: str
    source: str
    unconfirmed: str
    known: tuple[int, ...] = ()

    def holds(self, day: datetime.date) -> bool:
        """Whether this version was in force on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class LawFile:
    """A law or a part of one.

    Attributes:
        articles: Number → versions, newest first.
        formerly: Number → number in the edition before.
    """

    law: str
    title: str
    number: str
    edition: str
    since: datetime.date
    until: datetime.date | None
    source: str
    articles: dict[str, tuple[Article, ...]]
    formerly: dict[str, str]
    file: str


def read_law_file(path: Path) -> LawFile:
    """Read one file.

    Raises:
        LawFileError: A version has neither text nor a reason, or versions overlap.
    """
    problems: list[Problem] = []
    form = Form(read_yaml(path), problems)
    since = form.date("from") or datetime.date.max
    until, source = form.date("to"), form.text("source", "")
    whole = Article(since, until, "", "", source, form.text("unconfirmed", ""))
    node = form.node("articles")
    articles: dict[str, tuple[Article, ...]] = {}
    for number, entry in (node.entries if isinstance(node, Mapping) else {}).items():
        articles[number] = _versions(entry, whole, problems)
    former = form.child("formerly")
    file = LawFile(
        law=form.text("law"),
        title=form.text("title"),
        number=form.text("number", ""),
        edition=form.text("edition", ""),
        since=since,
        until=until,
        source=source,
        articles=articles,
        formerly={} if former is None else {one: former.text(one) for one in former.names()},
        file=form.place.file,
    )
    form.done()
    if problems:
        raise LawFileError(*problems)
    return file


def _versions(node: Node, whole: Article, problems: list[Problem]) -> tuple[Article, ...]:
    if isinstance(node, Scalar):
        return (Article(whole.since, whole.until, node.text, "", whole.source, ""),)
    if not isinstance(node, Sequence) or not node.items:
        problems.append(
            Problem(what="An article is a text or a list of versions.", where=str(node.place))
        )
        return ()
    found = tuple(_version(Form(item, problems), whole) for item in node.items)
    for newer, older in itertools.pairwise(found):
        if older.until is None or older.until > newer.since:
            problems.append(
                Problem(
                    what="Versions overlap or are not sorted, newest first.",
                    where=str(node.place),
                )
            )
    return found


def _version(form: Form, whole: Article) -> Article:
    text, why = form.text("text", ""), form.text("unconfirmed", whole.unconfirmed)
    version = Article(
        since=form.date("from") or whole.since,
        until=form.date("to") or whole.until,
        text=text,
        by=form.text("by", ""),
        source=form.text("source", whole.source) if text else "",
        unconfirmed=why,
        known=_numbers(form, "known"),
    )
    form.done()
    if bool(text) == bool(why) and not (text and version.known):
        form.refuse(
            form.place,
            "A version has either its text or the reason why it is unconfirmed.",
            code="law-text-or-why",
        )
    if version.until is not None and version.until <= version.since:
        form.refuse(form.place, "A version ends after it begins.", code="law-order")
    return version


def _numbers(form: Form, key: str) -> tuple[int, ...]:
    node = form.node(key)
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(
        item.value for item in items if isinstance(item, Scalar) and isinstance(item.value, int)
    )
