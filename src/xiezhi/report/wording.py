"""Conditions in words: columns by their titles, codes by their labels."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from xiezhi.rulebook.form import Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.evidence.records import Clue, Reason
    from xiezhi.rulebook.tables import Column

__all__ = ["in_words", "searched_key", "telling_columns"]

_NAME = re.compile(r"(?<![A-Za-z0-9_{])[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?![A-Za-z0-9_}])")
_QUOTED = re.compile(r"[“\"']([a-z_]+)[”\"']")
# A new part begins where a name and an equals sign follow: values may hold commas of their own.
_KEY_PARTS = re.compile(r"(?:,|;|，| and)\s+(?=[a-z][a-z0-9_]* = )")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# Whose and where, not what: a passage that marks nothing else is read last.
_FRAME = frozenset(
    {"agency", "case_number", "case_number_key", "doc_id", "ordinal", "person_name", "status_code"}
)
_COMPANIONS = (
    ("_abstained", Title("未读出的理由", "reason for declining")),
    ("_span", Title("位置", "place")),
    ("_from", Title("出处", "source")),
)


def in_words(
    condition: Title, columns: Mapping[str, Column], defined: Mapping[str, Title]
) -> Title:
    """A condition's wording with the names of columns and codes replaced by what people call them.

    Args:
        condition: As the language words it, with identifiers in it.
        columns: Standard columns by name.
        defined: The model's own columns by name; a name that is neither stays.
    """
    named = [columns[name] for name in _NAME.findall(condition.zh) if name in columns]
    return Title(
        _worded(condition.zh, "zh", columns, named, defined),
        _worded(condition.en, "en", columns, named, defined),
    )


def _worded(
    text: str,
    lang: str,
    columns: Mapping[str, Column],
    named: Iterable[Column],
    defined: Mapping[str, Title],
) -> str:
    labels = {
        code: label.of(lang) for column in named for code, label in (column.labels or {}).items()
    }

    def label(found: re.Match[str]) -> str:
        return found[0].replace(found[1], labels.get(found[1], found[1]))

    def title(found: re.Match[str]) -> str:
        name = found[0]
        if name in columns:
            return columns[name].title.of(lang)
        if name in defined:
            return f"「{defined[name].zh}」" if lang == "zh" else f"[{defined[name].en}]"
        for suffix, words in _COMPANIONS:
            own = columns.get(name.removesuffix(suffix))
            if name.endswith(suffix) and own is not None:
                joined = "{}{}" if lang == "zh" else "{}: {}"
                return joined.format(own.title.of(lang), words.of(lang))
        return name

    return _NAME.sub(title, _QUOTED.sub(label, text))


def telling_columns(clue: Clue, reasons: Iterable[Reason]) -> frozenset[str]:
    """Columns that a clue turns on: those of its title, and those of its reasons that are measures.

    What only names the court, the case, the person or a state is left out.
    """
    in_title = set(_PLACEHOLDER.findall(clue.title.zh))
    in_reasons = {name for reason in reasons for name in reason.values}
    return frozenset(
        name for name in in_title | in_reasons if clue.types.get(name, "text") not in _FRAME
    ) - ({"judged_date"} - in_title)


def searched_key(key: str) -> tuple[tuple[str, str], ...]:
    """What was searched for, as pairs of column and value.

    Args:
        key: ``{"basis_no": "…"}`` or ``basis_no = …``, several divided by `` and `` or a comma.
    """
    if key.startswith("{"):
        return tuple(json.loads(key).items())
    pairs = (part.partition(" = ") for part in _KEY_PARTS.split(key) if part)
    return tuple((column.strip(), value.strip()) for column, _, value in pairs)
