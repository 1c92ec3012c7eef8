"""The linking verbs as sentences: what is compared, what it weighs, who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.linking import Match, Similar
from xiezhi.rulebook.comparisons import LEVELS, comparisons
from xiezhi.rulebook.vocabularies import vocabularies

if TYPE_CHECKING:
    from xiezhi.model.linking import Compared, Connect, Linking
    from xiezhi.model.naming import Naming
    from xiezhi.model.written import Expr, Key

__all__ = ["linked_sentence"]


def linked_sentence(step: Linking, naming: Naming) -> str:
    """What a linking step does, in the language of ``naming``."""
    if isinstance(step, Match):
        return _match(step, naming)
    if isinstance(step, Similar):
        return _similar(step, naming)
    return _connect(step, naming)


def _match(step: Match, naming: Naming) -> str:
    left, right = naming.table(step.left), naming.table(step.right)
    lines = "".join(f"\n   - {_comparison(one, step, naming)}" for one in step.compare)
    blocks = [_key(key, step.left, naming) for key in step.block]
    among = step.among or comparisons().population
    least = _share(step.least, naming)
    if naming.lang == "zh":
        best = "，每行只取最可能的一个" if step.pick == "best" else ""
        return (
            f"认定{left}与{right}中的同一主体：只比较{'，或者'.join(blocks)}相同的；在{among:,}个主体中，"
            f"综合各项比对，同一概率不低于{least}的{best}。仅姓名或名称相同的，一律不认定；"
            f"经人工认定的从其认定。各项比对与权重（每一分使可能性加倍）：{lines}"
        )
    best = ", the likeliest one of each row only" if step.pick == "best" else ""
    return (
        f"Take rows of {left} and {right} for one and the same: compare those that agree on "
        f"{', or on '.join(blocks)}; among {among:,}, keep pairs whose comparisons together give "
        f"a probability of {least} or more{best}. A name alone never makes a link; what a person "
        f"has decided stands. Comparisons and weights (each point doubles the odds):{lines}"
    )


def _comparison(one: Compared, step: Match, naming: Naming) -> str:
    kind = naming.analysis.relations[step.left].columns[one.left]
    method = comparisons().methods.get(one.by) or comparisons().of_type(kind.name)
    title = naming.column(step.left, one.left)
    if method is None:
        return title
    words = vocabularies()[LEVELS]
    parts = [
        f"{words[level.word].of(naming.lang)} {level.weight:+.1f}"
        + (_rare(naming) if level.frequency else "")
        for level in method.levels
    ]
    return f"{title}：{'，'.join(parts)}" if naming.lang == "zh" else f"{title}: {', '.join(parts)}"


def _rare(naming: Naming) -> str:
    return "（越少见越高）" if naming.lang == "zh" else " (more for rare values)"


def _similar(step: Similar, naming: Naming) -> str:
    table, text = naming.table(step.from_), naming.column(step.from_, step.text)
    least = _share(step.least, naming)
    group = [naming.column(step.from_, column) for column in step.within]
    if naming.lang == "zh":
        within = f"、{'、'.join(group)}相同" if group else ""
        return f"{table}中{text}近似{within}的每两行：连续五字的片段，相同部分占全部的{least}以上"
    within = f" with the same {', '.join(group)}" if group else ""
    return (
        f"Each two rows of {table}{within} whose {text} is nearly the same: {least} or more of "
        "their runs of five characters are in both"
    )


def _connect(step: Connect, naming: Naming) -> str:
    table = naming.table(step.from_)
    one, other = (naming.column(step.from_, column) for column in step.pair)
    if naming.lang == "zh":
        return (
            f"按{table}中“{one}—{other}”的关联分组，直接或间接相连的为一组，"
            f"留{step.least}个以上的组"
        )
    return (
        f"Group what the pairs “{one} – {other}” of {table} connect, directly or through others; "
        f"keep groups of {step.least} or more"
    )


def _key(key: Key, left: str, naming: Naming) -> str:
    words = [naming.column(left, pair.left) for pair in key]
    return "、".join(words) if naming.lang == "zh" else " and ".join(words)


def _share(least: Expr, naming: Naming) -> str:
    if least.text.startswith(":"):
        return naming.columns("").get(least.text, least.text)
    return least.text
