"""From what a model lacks to the letters that ask for it: one a provider."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.numeral import chinese
from xiezhi.rulebook.data_terms import data_terms
from xiezhi.rulebook.law import CitationError, Law
from xiezhi.shelf.request_letter import AskedTable, DataRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xiezhi.model.spec import Model
    from xiezhi.rulebook.law import Citation
    from xiezhi.run.readiness import InputReadiness, Readiness

__all__ = ["Asking", "letters_for"]

_ALWAYS = ("检察院组织法#21", "数据安全法#38", "个人信息保护法#34")
"""What lets an office ask: it may investigate, and collects within its duty only."""

_RATES = {"completeness": "填写", "validity": "有效"}
_ASKED = frozenset({"missing", "not_granted", "unreadable", "wrong_type", "purpose", "expired",
                    "columns", "stale", "quality", "not_covered"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """What the office adds to a letter.

    Attributes:
        office: Who asks.
        day: The day of the letter.
        until: Last day of use; None leaves a blank.
        rows: Which rows, in words (某市 2030 年以来); empty leaves a blank.
        way: A way of sharing (``file``, ``batch``, ``service``).
        everything: Ask for every table of the model, also those that are there.
    """

    office: str
    day: date
    until: date | None = None
    rows: str = ""
    way: str = "file"
    everything: bool = False


def letters_for(found: Readiness, asking: Asking) -> tuple[DataRequest, ...]:
    """The letters for what a model lacks; none when nothing is lacking.

    Only the columns that the model declares are asked for; two inputs on one table are one table.
    """
    model = found.model
    groups: defaultdict[str, dict[str, list[InputReadiness]]] = defaultdict(dict)
    for one in found.inputs:
        if one.table.origin != "supplied":
            continue  # judgments are read, not asked for as a table
        if asking.everything or set(one.states) & _ASKED:
            provider = one.provider or one.table.owner.zh
            groups[provider].setdefault(one.table.name, []).append(one)
    basis = tuple(_basis(model))
    way = data_terms().ways[asking.way].title.zh
    return tuple(
        DataRequest(
            office=asking.office,
            provider=provider,
            basis=basis,
            scene=_scene(model),
            purpose=model.purpose,
            tables=tuple(_asked(model, inputs, asking) for inputs in tables.values()),
            way=way,
            until=asking.until,
            day=asking.day,
            sensitive=any(
                one.table.sensitivity == "sensitive_personal"
                for inputs in tables.values()
                for one in inputs
            ),
        )
        for provider, tables in groups.items()
    )


def _asked(model: Model, inputs: list[InputReadiness], asking: Asking) -> AskedTable:
    table = inputs[0].table
    needed = {column for one in inputs for column in one.columns}
    names = {one.input for one in inputs}
    rows = (
        asking.rows
        or "范围：　　　　（行政区划），　　　　年　　月　　日至　　　　年　　月　　日。"
    )
    return AskedTable(
        table=table,
        columns=tuple(name for name in table.columns if name in needed),
        rows=rows if rows.endswith("。") else f"范围：{rows}。",
        needs=tuple(
            f"{table.columns[need.column].title.zh}{_RATES[need.check]}率"
            f"不低于 {float(need.least) * 100:g}%"
            for item in model.inputs
            if item.name in names
            for need in item.needs
        ),
        why="、".join(dict.fromkeys(state for one in inputs for state in one.states)),
    )


def _scene(model: Model) -> str:
    return (
        f"用于法律监督模型“{model.title.zh}”（{model.id} {model.version}），监督"
        f"{model.supervises.organ.zh}{model.supervises.duty.zh}的情况。模型只比对所列数据项，产生的线索须经人工核实。"
    )


def _basis(model: Model) -> Iterator[tuple[str, str]]:
    cites = [entry.cite for entry in model.law if entry.role == "basis"]
    for cite in dict.fromkeys([*_ALWAYS, *cites]):
        try:
            found = Law.load().cite(cite)
        except CitationError:
            yield cite, ""
            continue
        title = f"《{found.title.strip('《》')}》{_article(found)}"
        yield (
            title,
            found.text.replace("\n", "")
            if found.checked and cite in _ALWAYS
            else (_short(found.text) if found.checked else ""),
        )


def _article(found: Citation) -> str:
    """第二十一条第四款, as official papers write it."""
    number, _, added = found.article.partition("-")
    said = f"第{chinese(int(number))}条" + (f"之{chinese(int(added))}" if added else "")
    return said + "、".join(f"第{chinese(one)}款" for one in found.paragraphs)


def _short(text: str) -> str:
    """The first paragraph of a long article: the letter cites, the annex need not."""
    first = text.partition("\n")[0]
    return first if len(first) <= 160 else f"{first[:160]}……"
