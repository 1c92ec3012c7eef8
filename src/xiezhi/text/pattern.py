"""Patterns as data: ``patterns/<thing>.yaml`` holds what a phrase means, with its own examples.

A file looks like this::

    explanation: How a disposition states a term.
    fragments:                     # named pieces; {{name}} inserts one, also inside fragments
      number: '[0-9一二三四五六七八九十]'
    patterns:
      fixed_term:
        explanation: Fixed-term imprisonment and its length.
        regex: '有期徒刑(?P<length>{{number}}+年)'
        examples:
          - text: 判处有期徒刑三年
            groups: {length: 三年}  # every named group that takes part, nothing else
        counter_examples:
          - 处三年以下有期徒刑

A pattern that many places of a long text could open may carry ``begins``, a regex that holds at
every place where a match begins. Written with a set of characters first (``[12](?=[0-9]{3}年)``)
it is found several times faster than the pattern itself; ``each`` and ``first`` use it.

``patterns/shared.yaml`` holds fragments every file may use. Regexes are searched, and written
for clean text without blanks. ``tests/text/test_patterns.py`` proves every example and every
counter-example of every file; a pattern without an example does not pass.

A file is parsed when its first pattern is asked for, and a regex compiled when it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Example", "Pattern", "PatternFile", "load", "names"]

_INSERTION = re.compile(r"\{\{(\w+)\}\}")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a pattern finds, and the named groups it then holds."""

    text: str
    groups: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern with its meaning and its own proofs."""

    name: str
    explanation: str
    source: str
    begins: str
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]


class PatternFile(dict[str, re.Pattern[str]]):
    """The patterns of one file: ``file["name"]`` is the compiled regex.

    A dict, because readers ask for patterns several hundred times in a document.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        raw = _parse(name)
        fragments = {**_parse("shared")["fragments"], **raw.get("fragments", {})}
        self.patterns = {
            key: Pattern(
                name=key,
                explanation=entry["explanation"],
                source=_insert(entry["regex"], fragments),
                begins=_insert(entry.get("begins", ""), fragments),
                examples=tuple(
                    Example(example["text"], dict(example.get("groups") or {}))
                    for example in entry.get("examples", ())
                ),
                counter_examples=tuple(entry.get("counter_examples", ())),
            )
            for key, entry in raw.get("patterns", {}).items()
        }
        self.words: dict[str, Any] = raw.get("words", {})
        self.begins = {
            key: re.compile(one.begins) for key, one in self.patterns.items() if one.begins
        }

    def __missing__(self, name: str) -> re.Pattern[str]:
        """The pattern ``name``, compiled; KeyError when the file has none of that name."""
        found = self[name] = re.compile(self.patterns[name].source)
        return found

    def each(
        self, name: str, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """What ``self[name].finditer(text, start, end)`` finds, tried only where it can begin."""
        regex, last = self[name], start
        end = len(text) if end is None else end
        for place in self.begins[name].finditer(text, start, end):
            at = place.start()
            if at >= last and (found := regex.match(text, at, end)) is not None:
                yield found
                last = found.end()

    def first(
        self, name: str, text: str, start: int = 0, end: int | None = None
    ) -> re.Match[str] | None:
        """What ``self[name].search(text, start, end)`` finds."""
        return next(self.each(name, text, start, end), None)


@cache
def load(name: str) -> PatternFile:
    """The patterns of ``patterns/<name>.yaml``, parsed once in a process."""
    return PatternFile(name)


def names() -> list[str]:
    """The names of all pattern files, sorted."""
    folder = files("xiezhi.text") / "patterns"
    return sorted(f.name[: -len(".yaml")] for f in folder.iterdir() if f.name.endswith(".yaml"))


@cache
def _parse(name: str) -> dict[str, Any]:
    file = files("xiezhi.text") / "patterns" / f"{name}.yaml"
    parsed: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    return parsed


def _insert(source: str, fragments: dict[str, str]) -> str:
    """``source`` with every ``{{name}}`` replaced, in a non-capturing group, until none is left."""
    while _INSERTION.search(source):
        source = _INSERTION.sub(lambda found: f"(?:{fragments[found.group(1)]})", source)
    return source
