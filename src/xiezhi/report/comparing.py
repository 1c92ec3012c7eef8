"""What the document says beside what was computed from it, or beside the limits of the law.

Two habits of models are known. A computed value is named after the printed one: ``computed_end`` or
``expected_ends`` stands beside ``ends``. Limits are called ``lowest`` and ``highest`` (alone or in
front of a name) and stand in the title behind the value they bound.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.report.content import Compared
from xiezhi.report.masking import Masker
from xiezhi.report.showing import show
from xiezhi.rulebook.form import Title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from xiezhi.evidence.records import Clue

__all__ = ["compared"]

_COMPUTED = re.compile(
    r"(?:expected|computed|correct|due)_(?P<front>\w+)|(?P<back>\w+)_(?:expected|computed|due)"
)
_LOW = re.compile(r"(?:lowest|least|floor|min(?:imum)?)(?:_|$)")
_HIGH = re.compile(r"(?:highest|longest|most|cap|ceiling|max(?:imum)?)(?:_|$)")
_UNITS = {
    "个月": "months",
    "月": "months",
    "日": "days",
    "天": "days",
    "年": "years",
    "元": "money",
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def compared(
    clue: Clue, shown: Mapping[str, Title], title_of: Callable[[str], Title]
) -> tuple[Compared, ...]:
    """Pairs of a printed and a computed value that differ, then the limit that was missed.

    Args:
        clue: Its values, their types and its title's template.
        shown: The values in words.
        title_of: What a column is called.
    """
    return (*_computed(clue, shown, title_of), *_limits(clue, shown, title_of))


def _computed(
    clue: Clue, shown: Mapping[str, Title], title_of: Callable[[str], Title]
) -> Iterator[Compared]:
    for name, value in clue.values.items():
        found = _COMPUTED.fullmatch(name)
        if found is None or value is None:
            continue
        wanted = found["front"] or found["back"]
        same = [
            one
            for one in clue.values
            if one != name and clue.types.get(one) == clue.types.get(name)
        ]
        printed = next((one for one in same if one == wanted), None) or next(
            (one for one in same if one.rstrip("s") == wanted.rstrip("s")), None
        )
        if printed is not None and clue.values[printed] not in (None, value):
            yield Compared(title_of(printed), shown[printed], shown[name])


def _limits(
    clue: Clue, shown: Mapping[str, Title], title_of: Callable[[str], Title]
) -> Iterator[Compared]:
    names = [
        name for name in _PLACEHOLDER.findall(clue.title.zh) if clue.values.get(name) is not None
    ]
    low = next((name for name in names if _LOW.match(name)), None)
    high = next((name for name in names if _HIGH.match(name)), None)
    bound = low or high
    if bound is None:
        return
    before = names[: min(names.index(name) for name in (low, high) if name is not None)]
    kind = _unit_of(bound, clue)
    printed = [name for name in before if clue.types.get(name) == kind]
    if printed:
        # A limit is often a bare number: it is meant in the unit that follows it.
        least, most = (
            show(clue.values[name], kind, Masker()) if name else None for name in (low, high)
        )
        said = shown[printed[-1]]
        behind = before[before.index(printed[-1]) + 1 :][:1]
        if kind == "months" and behind and clue.types.get(behind[0]) == "days":
            said = _with_days(said, clue.values[behind[0]], shown[behind[0]])
        yield Compared(title_of(printed[-1]), said, _between(least, most), limit=True)


def _unit_of(bound: str, clue: Clue) -> str:
    """The unit a limit is meant in: its type, or the word the title writes behind it."""
    if clue.types.get(bound) in _UNITS.values():
        return clue.types[bound]
    found = re.search(r"\{" + bound + r"\}\s*(个月|月|日|天|年|元)", clue.title.zh)
    return _UNITS.get(found[1], "") if found else ""


def _with_days(months: Title, days: object, shown: Title) -> Title:
    if not days:
        return months
    return Title(f"{months.zh}零 {shown.zh}", f"{months.en} {shown.en}")


def _between(low: Title | None, high: Title | None) -> Title:
    if low is not None and high is not None:
        return Title(f"{low.zh} 至 {high.zh}", f"{low.en} to {high.en}")
    if low is not None:
        return Title(f"不少于 {low.zh}", f"at least {low.en}")
    return Title(f"不超过 {high.zh}", f"at most {high.en}") if high else Title("", "")
