"""The whole document as one line of text with blanks where lines ended."""

from dataclasses import dataclass, replace

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case
from xiezhi.twin.numerals import day_text
from xiezhi.twin.render.brackets import shareable
from xiezhi.twin.render.disposition import disposition, notice
from xiezhi.twin.render.facts import facts
from xiezhi.twin.render.head import parties, procedure, title_of
from xiezhi.twin.render.reasoning import reasoning
from xiezhi.twin.render.review import review_lines
from xiezhi.twin.render.statutes import appended
from xiezhi.twin.render.style import Style, draw_style


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it is published."""

    title: str
    text: str
    title_printed: bool


def write_down(chance: Chance, case: Case) -> Written:
    """Writes a case.

    Args:
        chance: Choices of form.
        case: What happened; it is not changed.

    Returns:
        Title and text.
    """
    style = draw_style(chance)
    if style.bracket == "shared" and not shareable(case):
        style = replace(style, bracket="after")
    title = title_of(case, case.defendants)
    lines = [title] if style.title_first else []
    heading = "刑事附带民事判决书" if case.civil_plaintiff else "刑事判决书"
    lines += [case.court.name, heading, case.number]
    if case.below is not None:
        lines += review_lines(chance, case, case.below, style)
        lines += signatures(chance, case)
        return Written(title, _joined(chance, lines, style), style.title_first)
    lines += parties(chance, case, style)
    lines.append(procedure(chance, case, style))
    lines += facts(chance, case, style)
    lines.append(reasoning(chance, case, style))
    lines += disposition(chance, case, style)
    lines.append(notice(chance, case))
    lines += signatures(chance, case)
    lines += appended(chance, case)
    return Written(title, _joined(chance, lines, style), style.title_first)


def _joined(chance: Chance, lines: list[str], style: Style) -> str:
    """One line of text, in a few documents with the stray blanks that conversions leave."""
    text = style.blank.join(lines)
    if not chance.odds(0.02):
        return text
    for _ in range(chance.whole(3, 40)):
        place = chance.whole(1, len(text) - 1)
        text = f"{text[:place]} {text[place:]}"
    return text


def signatures(chance: Chance, case: Case) -> list[str]:
    """The block of names with the date."""
    gap = chance.weigh({"": 92, "　": 4, "：": 4})
    lines = [f"{title}{gap}{name}" for title, name in case.bench.members]
    if chance.odds(0.02):
        lines.insert(0, "（此页无正文）")
    lines.append(day_text(case.judged, chance.weigh({"han": 75, "ring": 25})))
    if case.bench.assistant:
        lines.append(f"法官助理{gap}{case.bench.assistant}")
    lines.append(f"书记员{gap}{case.bench.clerk}")
    return lines
