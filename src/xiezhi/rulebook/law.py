"""Citations: what an article said on a day, and whether that text was checked.

A citation is written ``刑法#74``, ``刑法#73(2)`` (second paragraph), ``刑法#133-1`` (之一),
``刑诉法(2018)#183`` (a fixed edition) or by number, ``法释〔2014〕13号#7``. Without an edition the
number of the article is that of the newest edition; on an earlier day the one it had then is
looked up. A text is *checked* when it was copied from the collection of laws; otherwise the
citation is *unconfirmed* and says why. No text is ever made up.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.law_file import Article, LawFile, read_law_file
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import Sequence, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Citation", "CitationError", "Edition", "Law"]

_CITE = re.compile(
    r"(?P<law>[^#]+?)(?:\((?P<edition>\d{4})\))?#(?P<article>\d+(?:-\d+)?)(?:\((?P<par>\d+(?:,\d+)*)\))?"
)
_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "【": "〔", "】": "〕", "《": "", "》": ""})


class CitationError(XiezhiError):
    """A citation names a law or an article that the rulebook does not have."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as it was in force.

    Attributes:
        cite: As asked.
        law: Short name of the law.
        title: Its full title.
        number: Document number such as 法释〔2014〕13号; empty for statutes.
        article: Number of the article in the edition found, ``133-1`` for 之一.
        paragraphs: Paragraphs asked for, empty for the whole article.
        text: What was asked for; empty when it is not in the collection. A whole article of which
            only some paragraphs are there holds those, with a note for each missing one.
        since: First day of this text, None when unknown.
        until: First day it no longer holds, None when it is in force.
        by: What brought this text (刑法修正案（八）#12); empty for the original.
        checked: Whether the text was copied from the collection.
        why: Why it is unconfirmed; empty when it is checked.
        source: Place in the collection the text was copied from.
    """

    cite: str
    law: str
    title: str
    number: str
    article: str
    paragraphs: tuple[int, ...]
    text: str
    since: datetime.date | None
    until: datetime.date | None
    by: str
    checked: bool
    why: str
    source: str

    def show(self) -> str:
        """The citation in words: ``刑法第七十三条``-style with figures, 第73条第2款."""
        number, _, sub = self.article.partition("-")
        words = f"{self.law}第{number}条" + (
            f"之{'一二三四五六七八九十'[int(sub) - 1]}" if sub else ""
        )
        return words + "、".join(f"第{paragraph}款" for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Edition:
    """One file of the index: a law, or a part of one, in one edition."""

    law: str
    names: tuple[str, ...]
    number: str
    edition: str
    since: datetime.date
    until: datetime.date | None
    first: int
    last: int
    file: str
    unconfirmed: bool = field(default=False)

    def covers(self, article: str) -> bool:
        """Whether the file's range of articles takes in this one."""
        return self.first <= int(article.partition("-")[0]) <= self.last

    def in_force(self, day: datetime.date) -> bool:
        """Whether the edition was in force on that day."""
        return self.since <= day and (self.until is None or day < self.until)


class Law:
    """The law of the rulebook; a file is read when one of its articles is first cited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, LawFile] = {}
        self._own: dict[str, Path] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> Law:
        """The law of the rulebook (shared, read once) or of another folder."""
        return _standard() if folder is None else cls(folder)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The index, as written, then those of an office's own law."""
        return tuple(edition for index in self._indexes for edition in index)

    @cached_property
    def _indexes(self) -> list[tuple[Edition, ...]]:
        return [self._index(self.folder)]

    def bring(self, folder: Path) -> None:
        """Add an office's own law: a folder with an index like the rulebook's.

        Raises:
            CitationError: It names a law of the rulebook anew.
        """
        index = (folder / "index.yaml").read_bytes()
        if any(index == (own / "index.yaml").read_bytes() for own in set(self._own.values())):
            return
        added = self._index(folder)
        known = {name for one in self.editions for name in (one.law, *one.names)}
        for edition in added:
            if edition.law in known:
                raise _refused(edition.law, "The rulebook has this law.", "Cite it as it is.")
        self._own.update({edition.file: folder for edition in added})
        self._indexes.append(added)
        self.__dict__.pop("_by_name", None)

    def _index(self, folder: Path) -> tuple[Edition, ...]:
        problems: list[Problem] = []
        path = folder / "index.yaml"
        form = Form(read_yaml(path), problems)
        rows = form.node("laws")
        form.done()
        items = rows.items if isinstance(rows, Sequence) else ()
        found = tuple(_edition(Form(item, problems)) for item in items)
        if problems:
            raise CitationError(*problems)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Edition]]:
        found: dict[str, list[Edition]] = {}
        for edition in self.editions:
            for name in {edition.law, edition.number, *edition.names} - {""}:
                found.setdefault(name.translate(_BRACKETS), []).append(edition)
        return found

    def knows(self, cite: str) -> bool:
        """Whether the citation resolves, to a text or to an entry marked unconfirmed."""
        try:
            self.cite(cite)
        except CitationError:
            return False
        return True

    def cite(self, cite: str, on: datetime.date | None = None) -> Citation:
        """The article as in force on a day; without a day, as in force now.

        Raises:
            CitationError: The citation is not written as one, or names a law, an edition, an
                article or a paragraph that the rulebook does not have.
        """
        match = _CITE.fullmatch(cite.strip())
        if match is None:
            raise _refused(cite, "It is not written as a citation.", "Write 刑法#73(2).")
        name = match["law"].translate(_BRACKETS)
        editions = self._by_name.get(name)
        if not editions:
            cure = "Add the law to rulebook/law and its index, with its text or as unconfirmed."
            raise _refused(cite, f"The rulebook has no law named {match['law']}.", cure)
        if match["edition"]:
            editions = [one for one in editions if one.edition == match["edition"]]
            if not editions:
                raise _refused(cite, f"There is no edition {match['edition']} of it.", "")
            if on is not None and not any(one.in_force(on) for one in editions):
                on = None
        wanted = tuple(int(number) for number in (match["par"] or "").split(",") if number)
        return self._resolve(cite, editions, match["article"], wanted, on)

    def _resolve(
        self,
        cite: str,
        editions: list[Edition],
        article: str,
        paragraphs: tuple[int, ...],
        on: datetime.date | None,
    ) -> Citation:
        newest = max(editions, key=lambda one: (one.until or datetime.date.max, one.since))
        present = [one for one in editions if one.since == newest.since and one.covers(article)]
        if not present:
            raise _refused(cite, f"{newest.law} has no article {article} in the rulebook.", "")
        if on is None or newest.in_force(on):
            return self._citation(cite, present[0], article, paragraphs, on)
        then = [one for one in editions if one.in_force(on)]
        if not then:
            return self._unknown(cite, present[0], article, paragraphs, on)
        former = self._file(present[0].file).formerly.get(article)
        if former is None:
            return self._unknown(cite, then[0], article, paragraphs, on)
        place = [one for one in then if one.covers(former)]
        if not place:
            return self._unknown(cite, then[0], former, paragraphs, on)
        return self._citation(cite, place[0], former, paragraphs, on)

    def _citation(
        self,
        cite: str,
        edition: Edition,
        article: str,
        paragraphs: tuple[int, ...],
        on: datetime.date | None,
    ) -> Citation:
        file = self._file(edition.file)
        versions = file.articles.get(article)
        if versions is None:
            raise _refused(
                cite,
                f"{file.law} has no article {article} in the rulebook.",
                f"Add it to {file.file}, with its text or as unconfirmed.",
            )
        version = versions[0] if on is None else next((v for v in versions if v.holds(on)), None)
        if version is None:
            return self._unknown(cite, edition, article, paragraphs, on)
        text = _text(cite, version, paragraphs)
        checked = not version.unconfirmed or (
            bool(paragraphs) and set(paragraphs) <= set(version.known)
        )
        return Citation(
            cite=cite,
            law=file.law,
            title=file.title,
            number=file.number,
            article=article,
            paragraphs=paragraphs,
            text=text,
            since=version.since,
            until=version.until,
            by=version.by,
            checked=checked,
            why="" if checked else version.unconfirmed,
            source=version.source if checked else "",
        )

    def _unknown(
        self,
        cite: str,
        edition: Edition,
        article: str,
        paragraphs: tuple[int, ...],
        on: datetime.date | None,
    ) -> Citation:
        file = self._file(edition.file)
        return Citation(
            cite=cite,
            law=file.law,
            title=file.title,
            number=file.number,
            article=article,
            paragraphs=paragraphs,
            text="",
            since=None,
            until=None,
            by="",
            checked=False,
            why=f"{on} 有效的文本不在法律目录中" if on else "条文不在法律目录中",
            source="",
        )

    def _file(self, name: str) -> LawFile:
        if name not in self._files:
            self._files[name] = read_law_file(self._own.get(name, self.folder) / name)
        return self._files[name]


@lru_cache(maxsize=1)
def _standard() -> Law:
    return Law(rulebook_folder() / "law")


def _edition(form: Form) -> Edition:
    edition = Edition(
        law=form.text("law"),
        names=form.texts("names"),
        number=form.text("number", ""),
        edition=form.text("edition", ""),
        since=form.date("from") or datetime.date.max,
        until=form.date("to"),
        first=form.integer("first") or 0,
        last=form.integer("last") or 0,
        file=form.text("file"),
        unconfirmed=form.boolean("unconfirmed"),
    )
    form.done()
    return edition


def _text(cite: str, version: Article, paragraphs: tuple[int, ...]) -> str:
    """The paragraphs asked for, with their items; items （一）… are no paragraphs of their own."""
    if not paragraphs or not version.text:
        return version.text
    groups: list[list[str]] = []
    for line in version.text.split("\n"):
        if line.startswith("（") and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    known = set(version.known or range(1, len(groups) + 1))
    if not version.unconfirmed and not set(paragraphs) <= known:
        raise _refused(cite, f"The article has {len(groups)} paragraphs.", "Cite one of them.")
    return "\n".join(
        line for number in paragraphs if number in known for line in groups[number - 1]
    )


def _refused(cite: str, what: str, cure: str) -> CitationError:
    return CitationError(
        Problem(what=f"{cite}: {what}", cure=cure, code="law-unresolved", where=_INDEX)
    )


_INDEX = "rulebook/law/index.yaml"
