"""Values as people read them, in both languages, covered where their type says so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.kernel.citizen_id import check_sign
from xiezhi.kernel.money import CURRENCY_NAMES
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.types import SemanticTypes

if TYPE_CHECKING:
    from xiezhi.report.masking import Masker
    from xiezhi.rulebook.tables import Column
    from xiezhi.rulebook.vocabularies import Vocabulary

__all__ = ["NOTHING", "fill", "parse_canonical", "placeholders", "show"]

NOTHING = Title("—", "—")
_HIDDEN = Title("（不展示）", "(not shown)")
_UNIT_FOLLOWS = re.compile(
    r"\s*(?:个?月|日|天|年|周?岁|元|人|件|%|％|美元|-?(?:month|day|year|yuan|RMB|dollar)s?\b)"
)
# Nobody says "20 months and 0 days".
_NOUGHTS = (
    (re.compile(r"(个月)零?0日"), r"\1"),
    (re.compile(r"(?<!\d)0个月零?(?=\d+日)"), ""),
    (re.compile(r"(months?)(?:,| and)? 0 days\b"), r"\1"),
    (re.compile(r"(?<!\d)0 months(?:,| and)? (?=\d+ days?\b)"), ""),
)
_CITE = re.compile(
    r"(?P<law>[^#\s]+)#(?P<article>\d+)(?:-(?P<sub>10|[1-9]))?(?:\((?P<paragraph>\d+)\))?"
)
_IDENTITY = re.compile(r"[1-9]\d{5}(?:19|20)\d{9}[\dXx]", re.ASCII)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def show(value: object, type_name: str, masker: Masker, column: Column | None = None) -> Title:
    """A value in words.

    Args:
        value: As the bundle holds it; None is shown as a dash.
        type_name: Its semantic type; an unknown one is shown as plain text.
        masker: Covers names and numbers.
        column: The standard table's column, whose vocabulary gives words for codes.
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, list | tuple):
        items = [show(item, type_name, masker, column) for item in value]
        return (
            Title("、".join(i.zh for i in items), ", ".join(i.en for i in items))
            if items
            else NOTHING
        )
    labels = column.labels if column is not None else None
    covered = _covered(value, type_name, masker)
    return covered if covered is not None else _plain(value, type_name, labels)


def _covered(value: object, type_name: str, masker: Masker) -> Title | None:
    types = SemanticTypes.load()
    mask = types[type_name].mask if type_name in types else "none"
    if isinstance(value, str) and mask == "none" and _is_identity_number(value):
        mask = "id"  # a column of payers, of holders: units' codes and persons' numbers alike
    if mask == "none" or not isinstance(value, str):
        return None
    if mask == "hidden" and not masker.open_:
        return _HIDDEN
    return _same(masker.value(value, mask, type_name))


def _is_identity_number(value: str) -> bool:
    return bool(_IDENTITY.fullmatch(value)) and check_sign(value[:17]) == value[17].upper()


def _plain(value: object, type_name: str, labels: Vocabulary | None) -> Title:
    if isinstance(value, bool):
        return Title("是", "yes") if value else Title("否", "no")
    if isinstance(value, datetime.datetime):
        return _same(value.isoformat(sep=" ", timespec="minutes"))
    if isinstance(value, datetime.date):
        return _same(value.isoformat())
    if isinstance(value, int | float | Decimal):
        return _number(value, type_name)
    if isinstance(value, Mapping):
        shown = [_plain(part, "text", None).zh for part in value.values() if part is not None]
        return _same(" – ".join(shown))
    text = str(value)
    if cited := _CITE.fullmatch(text):
        return _same(_cite(cited))
    return labels[text] if labels and text in labels else _same(text)


def _cite(found: re.Match[str]) -> str:
    """``刑法#133-1(1)`` → 刑法第133条之一第1款."""
    sub, paragraph = found["sub"], found["paragraph"]
    words = f"{found['law']}第{found['article']}条"
    words += f"之{'一二三四五六七八九十'[int(sub) - 1]}" if sub else ""
    return words + (f"第{paragraph}款" if paragraph else "")


def _same(text: str) -> Title:
    return Title(text, text)


def _number(value: int | float | Decimal, type_name: str) -> Title:
    if type_name in ("months", "days", "years", "age") and value == int(value):
        return _LENGTHS[type_name](int(value))
    if type_name == "int" and value == int(value) and 1000 <= value <= 9999:
        return _same(str(int(value)))  # a year, a code: four digits are read without a comma
    digits = _grouped(value)
    family, _, currency = type_name.partition(":")
    if family == "money":
        return _money(digits, currency)
    if type_name == "rate":
        return _same(f"{digits}%")
    if type_name == "share":
        return _same(f"{_grouped(Decimal(str(value)) * 100)}%")
    return _same(digits)


def _money(digits: str, currency: str) -> Title:
    """A sum with its currency; the law's own where none is named."""
    if not currency:
        return Title(f"{digits} 元", f"{digits} yuan")
    return Title(f"{digits} {CURRENCY_NAMES.get(currency, currency)}", f"{currency} {digits}")


def _months(months: int) -> Title:
    years, rest = divmod(abs(months), 12)
    sign = "-" if months < 0 else ""
    zh = " ".join(
        filter(None, [f"{years} 年" if years else "", f"{rest} 个月" if rest or not years else ""])
    )
    en = " ".join(
        filter(
            None,
            [
                _counted(years, "year") if years else "",
                _counted(rest, "month") if rest or not years else "",
            ],
        )
    )
    return Title(sign + zh, sign + en)


def _counted(count: int, unit: str) -> str:
    return f"{count:,} {unit}" if abs(count) == 1 else f"{count:,} {unit}s"


def _days(days: int) -> Title:
    return Title(f"{days:,} 日", _counted(days, "day"))


def _years(years: int) -> Title:
    return Title(f"{years} 年", _counted(years, "year"))


def _age(years: int) -> Title:
    return Title(f"{years} 周岁", _counted(years, "year"))


_LENGTHS = {"months": _months, "days": _days, "years": _years, "age": _age}


def _bare(number: int | Decimal, unit: str) -> str:
    """A number before a unit that the title writes itself; 2024年 is a year, no length."""
    if unit == "年" and number == int(number) and 1000 <= number <= 2999:
        return str(int(number))
    return _grouped(number)


def _grouped(value: int | float | Decimal) -> str:
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").rstrip(".")
    return text or "0"


def parse_canonical(text: str | None, type_name: str) -> object:
    """A value from its canonical text (reasons and parameters keep texts only)."""
    if text is None:
        return None
    if type_name == "bool":
        return text == "true"
    if re.fullmatch(r"-?\d+", text) and type_name not in ("text", "case_number", "doc_id"):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return Decimal(text)
    return text


def placeholders(template: Title) -> tuple[str, ...]:
    """The columns that a title's template names, in either language, in order."""
    return (*_PLACEHOLDER.findall(template.zh), *_PLACEHOLDER.findall(template.en))


def fill(template: Title, values: Mapping[str, Title], raw: Mapping[str, object]) -> Title:
    """A title's template with its ``{columns}`` filled in; an unknown one stays as written.

    Where the template writes the unit itself (``{months}个月``), the bare number is put in.
    """

    def put(text: str, lang: str) -> str:
        def one(found: re.Match[str]) -> str:
            name = found[1]
            if name not in values:
                return found[0]
            number = raw.get(name)
            if isinstance(number, int | Decimal) and (
                unit := _UNIT_FOLLOWS.match(text, found.end())
            ):
                return _bare(number, unit[0].strip())
            return values[name].of(lang)

        filled = _PLACEHOLDER.sub(one, text)
        for pattern, instead in _NOUGHTS:
            filled = pattern.sub(instead, filled)
        return filled

    return Title(put(template.zh, "zh"), put(template.en, "en"))
