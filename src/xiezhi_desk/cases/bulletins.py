"""The one-page bulletin (通报) of a special action: facts with their base, offices in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.library.letters import Bulletin, Grid, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xiezhi_desk.cases.records import Action
    from xiezhi_desk.cases.selectors.actions import Progress

__all__ = ["bulletin_of"]

_MODELS_NAMED = 6


def bulletin_of(
    action: Action, rows: Sequence[Progress], day: date, titles: Mapping[str, str]
) -> Bulletin:
    """What the bulletin says on a day; it goes out in Chinese.

    Args:
        action: The action.
        rows: Each office's part, as the person who takes it out sees it.
        day: The day it is made.
        titles: Title of each model.
    """
    clues, verified = sum(row.clues for row in rows), sum(row.verified for row in rows)
    target, founded = sum(row.target for row in rows), sum(row.founded for row in rows)
    documents = sum(row.documents for row in rows)
    money = sum((row.recovered or 0) for row in rows)
    named = "、".join(titles.get(name, name) for name in action.model_ids[:_MODELS_NAMED])
    more = len(action.model_ids) - _MODELS_NAMED
    models = f"{named}等{len(action.model_ids)}个模型" if more > 0 else named
    done = f"已核查{verified}条" + (
        f"，为目标{target}条的{verified / target:.0%}" if target else ""
    )
    grid = Grid(
        ("院", "核查目标", "线索", "已核查", "文书", "挽回（元）"),
        tuple(
            (
                row.office.name,
                str(row.target),
                str(row.clues),
                str(row.verified),
                str(row.documents),
                f"{row.recovered or 0:,.2f}",
            )
            for row in rows
        ),
        (5.1, 2.1, 2.1, 2.1, 1.8, 2.4),
    )
    return Bulletin(
        title=action.title,
        office=action.office.name,
        day=day,
        basis=action.basis,
        sections=(
            Section(
                "目标和范围",
                lines=(
                    action.goal,
                    f"期间：{action.begins:%Y年%-m月%-d日}至{action.ends:%Y年%-m月%-d日}。使用模型：{models}。",
                ),
            ),
            Section(
                "进展",
                lines=(
                    f"截至{day:%Y年%-m月%-d日}，范围内线索{clues}条，{done}；其中属实{founded}条，制发文书"
                    f"{documents}件，挽回{money:,.2f}元。",
                    "下表按机构顺序列出，不作排名；属实数量取决于当地实际情况，不作为考核。",
                ),
                grid=grid,
            ),
        ),
    )
