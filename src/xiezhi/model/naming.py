"""What prose calls a column: the title of its standard table, or its own name where it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.compile import verb_of
from xiezhi.model.step import Choose, Lookup, Match, Score
from xiezhi.rulebook.dated import DatedTables
from xiezhi.rulebook.vocabularies import vocabularies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.analysis import Analysis
    from xiezhi.model.step import Step

__all__ = ["COMPARED", "MADE", "Naming"]

MADE = {
    "days_waiting": {"zh": "已等待日数", "en": "days waited"},
    "due_date": {"zh": "期限届满日", "en": "last day of the window"},
    "elapsed_days": {"zh": "相隔日数", "en": "days between"},
    "timing": {"zh": "先后", "en": "timing"},
    "overlap_from": {"zh": "重叠起日", "en": "first day shared"},
    "overlap_to": {"zh": "重叠止日", "en": "last day shared"},
    "overlap_days": {"zh": "重叠日数", "en": "days shared"},
    "overlap_months": {"zh": "重叠月数", "en": "months shared"},
    "left_value": {"zh": "左侧合计", "en": "sum on the left"},
    "right_value": {"zh": "右侧合计", "en": "sum on the right"},
    "difference": {"zh": "差额", "en": "difference"},
    "score": {"zh": "得分", "en": "score"},
    "match_probability": {"zh": "同一概率", "en": "probability of being the same"},
    "match_weight": {"zh": "合计权重", "en": "total weight"},
    "judged": {"zh": "经人工认定", "en": "decided by a person"},
    "cluster": {"zh": "同一组", "en": "group of the same"},
    "cluster_size": {"zh": "同组行数", "en": "rows in the group"},
    "similarity": {"zh": "相似度", "en": "share in common"},
    "shared_length": {"zh": "相同字数", "en": "characters shared"},
    "shared_passages": {"zh": "相同段落位置", "en": "passages shared"},
    "other_shared_passages": {"zh": "对方相同段落位置", "en": "passages shared in the other"},
    "component": {"zh": "关联组", "en": "connected group"},
    "component_size": {"zh": "组内个数", "en": "members of the group"},
    "component_pairs": {"zh": "组内关联数", "en": "links in the group"},
    "degree": {"zh": "直接关联数", "en": "direct links"},
}
COMPARED = {
    "level_": {"zh": "{}一致程度", "en": "agreement of {}"},
    "weight_": {"zh": "{}权重", "en": "weight of {}"},
    "other_": {"zh": "对方{}", "en": "{} of the other"},
}
_COMPANIONS = {
    "_abstained": {"zh": "{}未能读出的理由", "en": "why {} was not read"},
    "_span": {"zh": "{}在文中的位置", "en": "place of {} in the text"},
    "_from": {"zh": "{}的推出依据", "en": "what {} was derived from"},
}


class Naming:
    """Titles of the columns of every relation, in one language."""

    def __init__(self, analysis: Analysis, lang: str) -> None:
        self.analysis = analysis
        self.lang = lang
        self._titles: dict[str, dict[str, str]] = {}
        for item in analysis.model.inputs:
            self._titles[item.name] = self._input(item.name, item.table)
        for name, step in analysis.model.steps:
            self._titles[name] = self._step(name, step)

    def columns(self, relation: str) -> Mapping[str, str]:
        """Column → title; ``:parameter`` → its title and value."""
        found = dict(self._titles.get(relation, {}))
        for item in self.analysis.model.parameters:
            found[f":{item.name}"] = f"{item.title.of(self.lang)} {item.default}".strip()
        return found

    def words(self, relation: str) -> Mapping[str, Mapping[str, str]]:
        """Column → word → label, for columns of closed lists."""
        found: dict[str, Mapping[str, str]] = {}
        for name, kind in self.analysis.relations[relation].columns.items():
            labels = vocabularies().get(kind.values) if kind.values else None
            if labels is not None:
                found[name] = {word: title.of(self.lang) for word, title in labels.items()}
        return found

    def column(self, relation: str, name: str) -> str:
        """One column's title."""
        return self._titles.get(relation, {}).get(name, name)

    def table(self, relation: str) -> str:
        """What an input is called; a step by its own name in quotes."""
        for item in self.analysis.model.inputs:
            if item.name == relation:
                table = self.analysis.rules.table(item.table)
                title = table.title.of(self.lang) if table is not None else item.table
                same = [other for other in self.analysis.model.inputs if other.table == item.table]
                return f"{title}（{relation}）" if len(same) > 1 else title
        return f"“{relation}”"

    def _input(self, name: str, table_name: str) -> dict[str, str]:
        table = self.analysis.rules.table(table_name)
        if table is None:
            return {}
        found: dict[str, str] = {}
        for column in self.analysis.relations[name].columns:
            known = table.columns.get(column)
            if known is not None:
                found[column] = known.title.of(self.lang)
        for column in self.analysis.relations[name].hidden:
            found[column] = self._companion(column, found)
        return found

    def _companion(self, column: str, titles: Mapping[str, str]) -> str:
        for suffix, words in _COMPANIONS.items():
            base = column.removesuffix(suffix)
            if base != column and base in titles:
                return words[self.lang].format(titles[base])
        return column

    def _step(self, name: str, step: Step) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, origins in verb_of(step).origins(step, self.analysis).items():
            source, old = origins[0]
            if old in self._titles.get(source, {}):
                found[column] = self._titles[source][old]
        if isinstance(step, Match):
            found |= self._compared(step)
        sources = verb_of(step).reads(step, frozenset(), self.analysis)
        for column in self.analysis.relations[name].columns:
            if column not in found:
                found[column] = self._made(column, step, list(sources))
        return found

    def _made(self, column: str, step: Step, sources: list[str]) -> str:
        """A column that no source column stands for one to one."""
        if isinstance(step, Lookup):
            old = dict(step.take).get(column)
            if old is not None:
                return self._dated(step.table, old)
        if isinstance(step, Choose):
            old = dict(step.columns).get(column, column)
            return self._titles.get(step.from_, {}).get(old, column)
        if isinstance(step, Score):
            for item in step.indicators:
                if column == f"fired_{item.id}":
                    return item.title.of(self.lang)
        if column in MADE:
            return MADE[column][self.lang]
        for source in sources:
            if column in self._titles.get(source, {}):
                return self._titles[source][column]
        return f"“{column}”"

    def _compared(self, step: Match) -> dict[str, str]:
        """The columns that a match adds for each comparison."""
        return {
            prefix + one.id: words[self.lang].format(self.column(step.left, one.left))
            for prefix, words in COMPARED.items()
            for one in step.compare
        }

    def _dated(self, table: str, column: str) -> str:
        known = DatedTables.load()[table].columns.get(column)
        return known.title.of(self.lang) if known is not None else column
