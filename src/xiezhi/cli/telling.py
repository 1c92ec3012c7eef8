"""A clue in a terminal: the same content as the report's page, in lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from xiezhi.cli.language import current, say
from xiezhi.cli.layout import columns, cut, table, width, wrap
from xiezhi.report.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xiezhi.report.content import Clue, Law, ModelPart, Passage, Remedy
    from xiezhi.rulebook.form import Title

__all__ = ["clue_lines", "clue_table", "word"]


def word(key: str) -> str:
    """A word of the report's page in the spoken language; the key itself when there is none."""
    pair = WORDS.get(key)
    return key if pair is None else pair[0 if current() == "zh" else 1]


def _of(title: Title) -> str:
    return title.of(current())


def clue_table(clues: Sequence[Clue], models: dict[str, ModelPart]) -> str:
    """One line a clue: beginning of its id, grade, organ, act, date."""
    rows = [[word("id"), word("grade"), word("organ"), word("clues"), word("occurred")]]
    for clue in clues:
        act = f"{_of(models[clue.model].title)}：{_of(clue.title)}"
        rows.append([clue.id[:8], word(clue.grade), cut(clue.organ, 30), act, clue.occurred])
    others = [max(width(row[place]) for row in rows) for place in (0, 1, 2, 4)]
    room = max(24, columns(160) - sum(others) - 8)
    for row in rows:
        row[3] = cut(row[3], room)
    return table(rows)


def clue_lines(clue: Clue, model: ModelPart) -> str:
    """Everything about one clue."""
    wide = columns()
    head = [
        click.style(clue.organ, bold=True),
        click.style(wrap(_of(clue.title), wide), bold=True),
        f"{word(clue.grade)} · {_of(model.title)} · {model.id} {model.version}",
    ]
    facts = [
        (word(name), text)
        for name, text in (
            ("case_number", clue.case_number),
            ("occurred", clue.occurred),
            ("affected", clue.affected),
            ("amount", _of(clue.amount)),
            ("expires", clue.expires),
            ("id", clue.id),
        )
        if text
    ]
    parts = [
        "\n".join(head),
        table([list(pair) for pair in facts]),
        _block("computed", _compared(clue)),
        _block("passages", [_passage(passage) for passage in clue.passages]),
        _block("reasons", _reasons(clue)),
        _block("searched", [f"· {_of(title)}" for title in clue.searched]),
        _block("law", [_law(law) for law in clue.law]),
        _block("innocent", _clearing(clue, model)),
        _block("remedy", [_remedy(remedy) for remedy in clue.remedy]),
        _block("evidence", _evidence(clue)),
    ]
    return "\n\n".join(part for part in parts if part)


def _block(key: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"{click.style(word(key), bold=True)}\n{body}" if body else ""


def _compared(clue: Clue) -> Iterable[str]:
    for one in clue.compared:
        printed, computed = _of(one.printed), _of(one.computed)
        yield f"  {_of(one.title)}  {word('printed')} {printed}  {word('computed')} {computed}"


def _passage(passage: Passage) -> str:
    place = say("show.place", doc=passage.doc_id, start=passage.start + 1, end=passage.end)
    colour = sys.stdout.isatty()
    text = "".join(
        piece.text
        if piece.mark is None
        else click.style(piece.text, fg="yellow", underline=True)
        if colour
        else f"【{piece.text}】"
        for piece in passage.pieces
    )
    return f"  {place}\n{wrap(text.strip(), columns(), '    ')}"


def _reasons(clue: Clue) -> Iterable[str]:
    for reason in clue.reasons:
        yield wrap(_of(reason.title), columns(), "· ", "  ")
        if reason.values:
            shown = "，".join(f"{_of(title)} {_of(value)}" for title, value in reason.values)
            yield wrap(shown, columns(), "  ")


def _law(law: Law) -> str:
    sure = "" if law.confirmed else f"（{word('unconfirmed')}）"
    text = f"\n{wrap(law.text, columns(), '    ')}" if law.text else ""
    return f"  {law.cite}{sure}{text}"


def _remedy(remedy: Remedy) -> str:
    letter = f"（{remedy.letter}）" if remedy.letter else ""
    return f"· {_of(remedy.title)}{letter}"


def _clearing(clue: Clue, model: ModelPart) -> Iterable[str]:
    for ask in clue.checklist:
        yield wrap(_of(ask.ask), columns(), "☐ ", "  ")
    for title in clue.unchecked:
        yield wrap(f"{word('unchecked')}：{_of(title)}", columns(), "· ", "  ")
    for title in model.exclusions:
        yield wrap(f"{word('exclusions')}：{_of(title)}", columns(), "· ", "  ")


def _evidence(clue: Clue) -> Iterable[str]:
    for one in clue.evidence:
        source = f" · {_of(one.source)}" if _of(one.source) else ""
        yield f"  {_of(one.title)} · {one.table} · {_of(one.version)}{source}"
        for row, role, cells in one.rows:
            shown = "，".join(
                f"{_of(title)} {_of(cell)}"
                for title, cell in zip(one.columns, cells, strict=True)
                if _of(cell) != "—"
            )
            front = f"{_of(row)}（{word(f'role.{role}') if f'role.{role}' in WORDS else role}）"
            yield wrap(f"{front}  {shown}", columns(), "    ", "      ")
