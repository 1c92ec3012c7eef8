"""The entries of a head: who is introduced, in which role, and where the passage about him ends.

The part of the parties is a list of entries (``被告人张三，男，…。辩护人李四，…。``). An entry
opens where a sentence or a line begins with the words of a role. A sentence about somebody who was
introduced before (``被告人张三因涉嫌…``, ``上述三被告人…``) is a mention and opens no new party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from xiezhi.text.pattern import load
from xiezhi.text.view import View

__all__ = ["Entry", "Heads", "heads"]

_STOP = re.compile("[。；！]")
_TOKEN = re.compile("[^，。；：、（）〔〕“”《》？]{1,48}")
_SELF_REPORTED = re.compile("自报(?:姓名|名)?(?:为|：)?|自称(?:为|：)?|姓名[：，]|：")
_BRACKET = re.compile("（[^（）]{0,60}）")
_DOUBLED = re.compile(
    "(?P<name>(?P<family>[\u4e00-\u9fff])[\u4e00-\u9fff0-9]{1,2})(?P<again>(?P=family)[\u4e00-\u9fff0-9]{1,2})"
)
_OFFICE = re.compile("[^，。；、]{2,40}?检察院(?:[^，。；、（）]{1,12}?分院)?")
_INSIDE = re.compile(
    "(?:原审|一审)?(?:被告人|被告单位|上诉人|附带民事诉讼|自诉人|辩护人|诉讼代理人|诉讼代表人|法定代表人|委托代理人|法定代理人)"
)
_BIOGRAPHY = re.compile("[^。]{0,16}?(?:男|女|出生|[0-9]{4}年[^。，]{2,8}生)[，。于]")
_OF_COUNSEL = re.compile("的?(?:共同)?(?:委托|指定|诉讼|法定|共同)*(?:辩护|代理|代表)人")
_NUMBERING = re.compile("[（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）、.，]+")
_LONGEST_NAME = 4
_FIRST = frozenset(
    "公抗检起被上申再自原辩诉单法主负委代监罪第赔翻合一二三四五六七八九十两初刑附民反指共以前述列0123456789"
)
"""With which characters a role or a group of parties can begin; all else is a name or no entry."""


class Entry(NamedTuple):
    """One entry or mention; places are indexes of the view's text.

    Attributes:
        role: The words of the role, without the colon; of a group sentence its whole opening.
        name: The name as printed, blanks taken out; empty for a group sentence.
        name_start: Where the name stands.
        name_end: Where it ends.
        start: Where the entry begins.
        end: Where the next one begins.
        introduces: Whether the name is new here, in this role.
        reported: The name is only what the party says of himself (自报).
        also: The same name printed again behind it in another redaction (张三张某).
    """

    role: str
    name: str
    name_start: int
    name_end: int
    start: int
    end: int
    introduces: bool
    reported: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """The part of the parties, cut into entries.

    Attributes:
        view: The part without blanks.
        entries: In their order.
    """

    view: View
    entries: tuple[Entry, ...]


@lru_cache(maxsize=4)
def heads(clean: str, start: int, end: int) -> Heads:
    """Cut ``clean[start:end]``, the part of the parties, into entries."""
    view = View.of(clean, start, end)
    walk = _Walk(view.text, clean)
    stop = len(view.text)
    for place in _starts(view):
        if not walk.take(place):
            stop = place
            break
    return Heads(view, tuple(_closed(walk.opened, stop)))


def _starts(view: View) -> list[int]:
    """Where sentences and lines begin."""
    starts = {0}
    starts.update(place for place, _ in view.cuts)
    starts.update(stop.end() for stop in _STOP.finditer(view.text))
    return sorted(starts)


def _closed(opened: list[Entry], length: int) -> list[Entry]:
    """Each entry with its end: the start of the next."""
    ends = [*(entry.start for entry in opened[1:]), length][: len(opened)]
    return [entry._replace(end=end) for entry, end in zip(opened, ends, strict=True)]


class _Walk:
    """Goes through the starts of sentences and keeps who was introduced."""

    def __init__(self, text: str, clean: str) -> None:
        self.text = text
        self.clean = clean
        self.opened: list[Entry] = []
        self._biographies: dict[tuple[str, bool], bool] = {}
        self._patterns = load("entry")

    def take(self, place: int) -> bool:
        """Open the entry at ``place`` if there is one; False where the list of parties ends."""
        text = self.text
        if self.opened and place < self.opened[-1].name_end:
            return True
        numbered = _NUMBERING.match(text, place)
        at = numbered.end() if numbered is not None else place
        if text[at : at + 1] not in _FIRST:
            return self._bare(at, place)
        group = self._patterns["group"].match(text[at : at + 40])
        if group is not None:
            counsel = _OF_COUNSEL.match(text, at + group.end())
            role_words = group[0] + (counsel[0] if counsel else "")
            self._open(role_words, "", at + len(role_words), place, introduces=False)
            return True
        role = self._patterns["role"].match(text, at)
        if role is None:
            return self._bare(at, place)
        return self._named(role["role"], role.end(), place)

    def _bare(self, at: int, place: int) -> bool:
        """A defendant printed without his role, as later parts of the document show."""
        bare = self._patterns["bare"].match(self.text[at : at + 60]) if self.opened else None
        if bare is not None and "被告人" + bare["name"] in self.clean:
            self._open(
                "被告人", bare["name"], at, place, introduces=self._new("被告人", bare["name"], at)
            )
        return True

    def _named(self, role: str, at: int, place: int) -> bool:
        """The entry of a role, with its name."""
        text = self.text
        reported = False
        while (lead := _SELF_REPORTED.match(text, at)) is not None:
            reported = reported or lead[0] != "："
            at = lead.end()
        if "机关" in role and (office := _OFFICE.match(text, at)) is not None:
            self._open(role, office[0], at, place, introduces=True)
            return office.end() >= len(text) or self.take(office.end())
        behalf = self._patterns["behalf"].match(text[at : at + 80])
        if behalf is not None and not _BIOGRAPHY.match(text, at, at + 10):
            role += behalf["joined"] or "的"
            self._open(
                role + behalf["agent"],
                behalf["name"],
                at + behalf.start("name"),
                place,
                introduces=True,
            )
            return True
        name = name_at(text, at, unit="单位" in role)
        if self._patterns["narrative"].match(text[at : at + 60]) and not text.startswith(
            "因", at + len(name)
        ):
            return False
        if name:
            self._open(
                role,
                name,
                at,
                place,
                introduces=self._new(role, name, at + len(name)),
                reported=reported,
            )
            if _INSIDE.match(text, at + len(name)):
                return self.take(at + len(name))
        return True

    def _new(self, role: str, name: str, end: int) -> bool:
        """Whether a name is new here; a second party of one redacted name has his own biography."""
        biography = _BIOGRAPHY.match(self.text, end) is not None
        key = (name, "被告" in role or "上诉" in role)
        before = self._biographies.get(key)
        self._biographies[key] = biography or bool(before)
        return before is None or (before and biography)

    def _open(
        self, role: str, name: str, at: int, place: int, *, introduces: bool, reported: bool = False
    ) -> None:
        end = at + len(name)
        self.opened.append(Entry(role, name, at, end, place, end, introduces, reported))


def name_at(text: str, at: int, *, unit: bool = False) -> str:
    """The name that begins at ``at``; empty when there is none.

    A person's name ends at the next comma, bracket or statement; a unit's name may hold brackets.
    """
    token = _TOKEN.match(text, at)
    if token is None:
        return ""
    name = token[0]
    patterns = load("entry")
    inside = _INSIDE.search(name, 2)
    if inside is not None:
        return _trimmed(name[: inside.start()], patterns["speaks"], name[inside.start() :])
    bracket = _BRACKET.match(text, token.end())
    if (
        bracket is not None
        and (unit or len(name) > _LONGEST_NAME)
        and not patterns["alias"].search(bracket[0])
    ):
        after = _TOKEN.match(text, bracket.end())
        whole = text[at : after.end()] if after else ""
        if whole and (unit or patterns["unit"].search(whole)):
            return _trimmed(whole, patterns["speaks"])
    doubled = _DOUBLED.fullmatch(name)
    if doubled is not None and (len(name) > _LONGEST_NAME or doubled["name"] == doubled["again"]):
        return doubled["name"]
    return _trimmed(name, patterns["speaks"], text[token.end() : token.end() + 24])


def _trimmed(name: str, speaks: re.Pattern[str], rest: str = "") -> str:
    """The name without the statement that follows it unparted."""
    if len(name) <= _LONGEST_NAME and not name.endswith(("男", "女")):
        return name
    found = speaks.match(name + rest)
    if found is None or len(found["name"]) > len(name):
        return name
    return found["name"]
