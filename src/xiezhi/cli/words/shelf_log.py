"""``xiezhi shelf log``."""

from __future__ import annotations

from xiezhi.cli.words.problems_whats import what_in

__all__ = ["WORDS", "in_chinese"]

_TABLE, _COLUMNS, _RESULT, _WHY = 6, 8, 15, 18

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "使用记录",
        "the log of uses",
    ),
    "about": (
        "数据架的每次使用：谁、哪个模型、哪些表和版本、用了哪些列、多少行、结果怎样；被拒绝的"
        "也在内。记录只增不改，逐条以哈希相连，改动即被发现；--provider 给提供单位看它自己的"
        "数据，写成 CSV 或者 Word。",
        "Every use of the shelf: who, which model, tables and versions, columns, rows, "
        "result; refused ones too. It only grows, and every line holds the hash of the one "
        "before. --provider is for who gave the data; as CSV or Word.",
    ),
    "provider": (
        "只列这个提供单位的数据",
        "uses of what this provider gave",
    ),
    "table": (
        "只列这张表",
        "uses of this table",
    ),
    "out": (
        "写成 .csv 或者 .docx",
        "write .csv or .docx",
    ),
    "written": (
        "{n} 条写入 {out}",
        "{n} lines in {out}",
    ),
    "heads": (
        "序号|时间|使用人|模型|标准表|数据版本|可读行数|结果|线索数",
        "no.|time|who|model|table|version|rows|result|clues",
    ),
    "none": (
        "还没有使用记录。",
        "Nothing was used yet.",
    ),
    "whole": (
        "记录完整，共 {n} 次使用，末条哈希 {head}…",
        "whole: {n} uses, last hash {head}…",
    ),
    "examples": (
        "xiezhi shelf log\nxiezhi shelf log --provider 某市社会保险中心 --out 使用记录.docx",
        "xiezhi shelf log\nxiezhi shelf log --provider 某市社会保险中心 --out 使用记录.docx",
    ),
}

_STATES = {
    "done": "完成",
    "unchanged": "数据未变，未再运行",
    "refused": "被拒绝",
    "failed": "失败",
    "interrupted": "中断",
}
"""Results as the exported log says them."""


def in_chinese(line: tuple[str, ...]) -> tuple[str, ...]:
    """A line of the export for a provider: the paper is Chinese, so is what it names and says."""
    from xiezhi.rulebook.tables import Tables

    told, known = list(line), Tables.load()
    if line[_TABLE] in known:
        table = known[line[_TABLE]]
        told[_TABLE] = f"{table.title.zh} {table.name}"
        told[_COLUMNS] = "、".join(
            table.columns[name].title.zh if name in table.columns else name
            for name in line[_COLUMNS].split("、")
        )
    told[_RESULT] = _STATES.get(line[_RESULT], line[_RESULT])
    told[_WHY] = "；".join((what_in(one) or one) for one in line[_WHY].split("; "))
    return tuple(told)
