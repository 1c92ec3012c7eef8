"""Sentences of the court's own words: what it finds, and about whom.

The reasoning also tells what counsel, the accused and the prosecutor claim. A claim counts only
where the same clause takes it over; what is turned down or left open does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.text.pattern import load

if TYPE_CHECKING:
    from xiezhi.text.facts import Party

__all__ = ["Clause", "Findings"]

_STOP = re.compile("[。；]")
_JOINED = re.compile("、|和|及|与|以及|，")
_TITLES = ("原审被告人", "被告人", "上诉人", "被告单位")


class Clause(NamedTuple):
    """A stretch between 。 or ；.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        opens: Whether it opens a sentence.
    """

    start: int
    end: int
    opens: bool


class Findings:
    """The reasoning in clauses, with the accused each is about.

    Args:
        text: The part without blanks.
        accused: The accused of the document.
    """

    def __init__(self, text: str, accused: list[Party]) -> None:
        self.text = text
        self.accused = accused
        self._names = sorted(
            ((name, party) for party in accused for name in (party.name, *party.aliases) if name),
            key=lambda pair: -len(pair[0]),
        )
        self.clauses = self._cut()
        self._about: dict[int, tuple[Party, ...]] = {}

    def _cut(self) -> list[Clause]:
        clauses: list[Clause] = []
        start, opens = 0, True
        for stop in _STOP.finditer(self.text):
            clauses.append(Clause(start, stop.end(), opens))
            start, opens = stop.end(), stop[0] == "。"
        if start < len(self.text):
            clauses.append(Clause(start, len(self.text), opens))
        return clauses

    def clause_at(self, at: int) -> int:
        """The number of the clause that holds a place."""
        low, high = 0, len(self.clauses) - 1
        while low < high:
            middle = (low + high) // 2
            if self.clauses[middle].end <= at:
                low = middle + 1
            else:
                high = middle
        return low

    def stated(self, at: int, end: int) -> bool:
        """Whether the words at ``[at, end)`` are the court's finding, not a claim left open."""
        clause = self.clauses[self.clause_at(at)]
        patterns = load("finding")
        before = self.text[clause.start : at]
        turns = list(patterns["turn"].finditer(before))
        own = before[turns[-1].end() :] if turns else before
        behind = self.text[end : clause.end]
        if (
            patterns["claim"].search(own) is None
            and patterns["claimed_behind"].match(behind) is None
        ):
            return True
        if patterns["rejected"].search(behind) is not None:
            return False
        return patterns["adopted"].search(behind) is not None

    def about(self, at: int) -> tuple[Party, ...]:
        """The accused whom the words at a place are about; nobody when it cannot be told."""
        number = self.clause_at(at)
        clause = self.clauses[number]
        before = self.text[clause.start : at]
        patterns = load("finding")
        group = patterns["all"].search(before)
        others = patterns["others"].search(before)
        named = self._last_list(before)
        made = patterns["made"].search(before)
        if made is not None and (told := self.within(clause.start + made.start("names"), at)):
            return told
        if others is not None and (not named or others.start() > named[1]):
            return ()
        if group is not None and (not named or group.start() > named[1]):
            said = patterns["said"].search(before, 0, group.start())
            if named and said is not None and group["each"] is not None:
                return named[0]
            return self._group(group, number)
        if named:
            several = len(self.accused) > 1 and len(named[0]) == 1
            if several and "均" in before[named[1] :]:
                return self._group(group, number) if group is not None else ()
            return named[0]
        if len(self.accused) == 1:
            return (self.accused[0],)
        return self._carried(number)

    def within(self, low: int, high: int) -> tuple[Party, ...]:
        """The accused whose names stand in ``[low, high)``, in their order."""
        found = [item for names in self._lists(self.text[low:high]) for item in names]
        return tuple({party.ordinal: party for _, _, party in found}.values())

    def of_all(self, at: int) -> bool:
        """Whether the words at a place are about the accused as a group, and name nobody."""
        clause = self.clauses[self.clause_at(at)]
        before = self.text[clause.start : at]
        return load("finding")["all"].search(before) is not None and not self._lists(before)

    def _group(self, group: re.Match[str], number: int) -> tuple[Party, ...]:
        if group["each"] is not None:
            return tuple(self.accused)
        try:
            count = integer(group["count"])
        except RefusedValueError:
            return ()
        if count == len(self.accused):
            return tuple(self.accused)
        before = self._carried(number)
        return before if len(before) == count else ()

    def _carried(self, number: int) -> tuple[Party, ...]:
        """Whom a clause without a name goes on about: those of the clause before."""
        steps = 0
        while number > 0 and steps < 3:
            clause = self.clauses[number]
            words = self.text[clause.start : clause.end]
            if clause.opens and load("finding")["carries"].match(words) is None:
                return ()
            number, steps = number - 1, steps + 1
            earlier = self.clauses[number]
            before = self.text[earlier.start : earlier.end]
            if load("finding")["others"].search(before) is not None:
                return ()
            group = load("finding")["all"].search(before)
            named = self._last_list(before)
            if group is not None and (not named or group.start() > named[1]):
                return tuple(self.accused) if group["each"] is not None else ()
            if named:
                return named[0]
        return ()

    def _last_list(self, words: str) -> tuple[tuple[Party, ...], int] | None:
        """The last list of names in ``words`` that can be a subject, and where it ends.

        A name behind a verb or 同案犯 (协助抓捕同案犯张三) is an object; where a clause has
        nothing but objects, its first list is taken.
        """
        lists = self._lists(words)
        if not lists:
            return None
        subjects = [found for found in lists if self._opens(words, found[0][0])]
        chosen = subjects[-1] if subjects else lists[0]
        unique = {party.ordinal: party for _, _, party in chosen}
        return tuple(unique.values()), chosen[-1][1]

    def _lists(self, words: str) -> list[list[tuple[int, int, Party]]]:
        """The names in ``words``, those joined by 、 or 和 together."""
        found: list[tuple[int, int, Party]] = []
        for name, party in self._names:
            at = words.find(name)
            while at >= 0:
                if not any(low <= at < high for low, high, _ in found):
                    found.append((at, at + len(name), party))
                at = words.find(name, at + len(name))
        found.sort(key=lambda item: item[0])
        lists: list[list[tuple[int, int, Party]]] = []
        for item in found:
            if lists and self._joined(words[lists[-1][-1][1] : item[0]]):
                lists[-1].append(item)
            else:
                lists.append([item])
        return lists

    @staticmethod
    def _joined(between: str) -> bool:
        for title in _TITLES:
            between = between.replace(title, "")
        return _JOINED.fullmatch(between) is not None

    @staticmethod
    def _opens(words: str, at: int) -> bool:
        """Whether a name at ``at`` stands where a subject does."""
        return load("finding")["opener"].search(words, max(0, at - 24), at) is not None
