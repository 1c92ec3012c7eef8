"""Each step as a sentence, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi.model.explain_linking import linked_sentence
from xiezhi.model.linking import Connect, Match, Similar
from xiezhi.model.prose import sentence
from xiezhi.rulebook.dated import DatedTables
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.tree import conjuncts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi.model import step as steps
    from xiezhi.model.naming import Naming
    from xiezhi.model.step import Expr, Key, Length, Named, Step

__all__ = ["StepWriter"]

_UNITS = {
    "days": ("日", "days"),
    "workdays": ("个工作日", "working days"),
    "months": ("个月", "months"),
}
_ONE = {
    "one_to_one": ("一一对应", "one to one"),
    "many_to_one": ("每行至多对应一行", "each row has at most one partner"),
    "one_to_many": ("一行可对应多行", "a row may have several partners"),
    "many_to_many": ("多行可对应多行", "rows may have several partners on both sides"),
}


class StepWriter:
    """Writes the steps of one model in one language."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.zh = naming.lang == "zh"

    def write(self, name: str, step: Step) -> str:
        """What a step does, one sentence or a short list."""
        if isinstance(step, Match | Similar | Connect):
            return linked_sentence(step, self.naming)
        text: str = getattr(self, "_" + type(step).__name__.lower())(name, step)
        return text

    def condition(self, expr: Expr, relation: str) -> str:
        """A condition over a relation in words."""
        tree = parse_expression(expr.text)
        return sentence(
            tree, self.naming.lang, self.naming.columns(relation), self.naming.words(relation)
        )

    # --- pieces ---------------------------------------------------------------------------------

    def _pick(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def _join_words(self, words: Iterable[str]) -> str:
        return ("、" if self.zh else ", ").join(words)

    def _parts(self, expr: Expr, relation: str) -> str:
        """The conditions joined by and: one in the sentence, several as a list."""
        parts = conjuncts(parse_expression(expr.text))
        shown = [
            sentence(
                part, self.naming.lang, self.naming.columns(relation), self.naming.words(relation)
            )
            for part in parts
        ]
        if len(shown) == 1:
            return shown[0]
        return "".join(f"\n   - {text}" for text in shown)

    def _key(self, key: Key, left: str) -> str:
        return self._join_words(self.naming.column(left, pair.left) for pair in key)

    def _length(self, length: Length) -> str:
        amount = str(length.amount)
        if isinstance(length.amount, str):
            amount = self.naming.columns("").get(f":{length.amount}", length.amount)
        return f"{amount}{' ' if not self.zh else ''}{_UNITS[length.unit][0 if self.zh else 1]}"

    def _columns(self, named: Iterable[Named], relation: str) -> str:
        lines = [f"“{item.name}” = {self.condition(item.expr, relation)}" for item in named]
        return lines[0] if len(lines) == 1 else "".join(f"\n   - {line}" for line in lines)

    def _wait(self, step: Any) -> str:
        reason = getattr(step, "reason", None)
        because = reason.of(self.naming.lang) if reason is not None else ""
        if self.zh:
            return f"无法认定的列为待定{f'（{because}）' if because else ''}，不作线索。"
        return f" What cannot be decided waits{f' ({because})' if because else ''} and is no clue."

    # --- verbs ----------------------------------------------------------------------------------

    def _keep(self, name: str, step: steps.Keep) -> str:
        table = self.naming.table(step.from_)
        parts = self._parts(step.where, step.from_)
        several = parts.startswith("\n")
        if step.negated:
            return self._pick(
                f"从{table}中去掉：{parts}", f"From {table}, leave out rows where {parts}"
            )
        if self.zh:
            text = (
                f"从{table}中留下{'同时符合下列各项的' if several else '符合下列条件的'}：{parts}"
            )
        else:
            text = (
                f"From {table}, keep rows where{' all of these hold:' if several else ''} {parts}"
            )
        if step.unknown == "pending" or step.pending_when is not None:
            when = ""
            if step.pending_when is not None:
                shown = self.condition(step.pending_when, step.from_)
                when = self._pick(f"；{shown}的，", f"; where {shown},")
            else:
                when = self._pick("。", ".")
            text += when + self._wait(step)
        return text

    def _derive(self, name: str, step: steps.Derive) -> str:
        shown = self._columns(step.columns, name)
        return self._pick(
            f"对{self.naming.table(step.from_)}逐行计算：{shown}",
            f"For each row of {self.naming.table(step.from_)}, compute {shown}",
        )

    def _choose(self, name: str, step: steps.Choose) -> str:
        shown = self._join_words(self.naming.column(name, new) for new, _ in step.columns)
        table = self.naming.table(step.from_)
        return self._pick(f"从{table}只取：{shown}", f"From {table}, take only {shown}")

    def _distinct(self, name: str, step: steps.Distinct) -> str:
        shown = self._join_words(self.naming.column(step.from_, column) for column in step.columns)
        table = self.naming.table(step.from_)
        return self._pick(
            f"{table}中{shown}相同的只算一次", f"In {table}, rows with the same {shown} count once"
        )

    def _explode(self, name: str, step: steps.Explode) -> str:
        shown = self.naming.column(step.from_, step.list)
        table = self.naming.table(step.from_)
        return self._pick(
            f"将{table}的{shown}逐项展开，每项一行（“{step.as_}”）",
            f"Take the {shown} of {table} apart, one row each (“{step.as_}”)",
        )

    def _join(self, name: str, step: steps.Join) -> str:
        left, right = self.naming.table(step.left), self.naming.table(step.right)
        keys = [self._key(key, step.left) for key in step.keys]
        one = _ONE[step.cardinality][0 if self.zh else 1]
        if self.zh:
            by = "；若无，再按".join(keys)
            kind = {
                "inner": "只留有对应的",
                "left": "无对应的也保留",
                "semi": "只留有对应的，不取其内容",
            }[step.kind]
            return f"将{left}与{right}按{by}对应（{one}），{kind}"
        by = "; where that finds nothing, on ".join(keys)
        kind = {
            "inner": "rows without a partner are left out",
            "left": "rows without a partner stay",
            "semi": "only rows with a partner stay, nothing is taken from it",
        }[step.kind]
        return f"Join {left} with {right} on {by} ({one}); {kind}"

    def _absent(self, name: str, step: steps.Absent) -> str:
        event, expected = self.naming.table(step.event), self.naming.table(step.expected)
        key = self._key(step.key, step.event)
        if step.after is None:
            return self._pick(
                f"{event}中，按{key}在{expected}里查无对应的",
                f"Rows of {event} for which {expected} has nothing under the same {key}",
            )
        after = self.naming.column(step.event, step.after)
        if self.zh:
            window = f"{after}起{self._length(step.within)}内" if step.within else f"{after}之后"
            return (
                f"{event}中，按{key}，{window}在{expected}里查无对应的。期限未满的（最后一日不算满）"
                "列为待定；查询范围未覆盖该期间的列为无法核查"
            )
        window = (
            f"within {self._length(step.within)} of {after}" if step.within else f"since {after}"
        )
        return (
            f"Rows of {event} for which {expected} has nothing under the same {key} {window}. An "
            "open window (its last day counts as open) is pending; a window outside what the "
            "searched table covers is not checkable"
        )

    def _followedby(self, name: str, step: steps.FollowedBy) -> str:
        first, then = self.naming.table(step.first), self.naming.table(step.then)
        key = self._key(step.key, step.first)
        limit = f"，限{self._length(step.within)}" if step.within else ""
        every = ("其后首次", "the next") if step.pick == "next" else ("其后各次", "every later")
        return self._pick(
            f"{first}与{every[0]}{then}按{key}对应，算出相隔日数{limit}",
            f"Pair {first} with {every[1]} {then} on {key}, with the days between"
            + (f" (limit {self._length(step.within)})" if step.within else ""),
        )

    def _overlap(self, name: str, step: steps.Overlap) -> str:
        left, right = self.naming.table(step.left), self.naming.table(step.right)
        key = self._key(step.key, step.left)
        once = ("，重复的日子只算一次", ", a shared day counted once") if step.merge else ("", "")
        return self._pick(
            f"{left}与{right}按{key}对应，两期间重叠至少{step.at_least}日的{once[0]}",
            f"Rows of {left} and {right} with the same {key} whose periods share at least "
            f"{step.at_least} days{once[1]}",
        )

    def _group(self, name: str, step: steps.Group) -> str:
        by = self._join_words(self.naming.column(step.from_, column) for column in step.by)
        shown = self._columns(step.columns, step.from_) if step.columns else ""
        table = self.naming.table(step.from_)
        text = self._pick(
            f"{table}按{by}分组，计算：{shown}", f"Group {table} by {by} and compute {shown}"
        )
        if step.having is not None:
            having = self.condition(step.having, name)
            text += self._pick(f"；只留{having}的组", f"; keep groups where {having}")
        return text

    def _window(self, name: str, step: steps.Window) -> str:
        by = self._join_words(self.naming.column(step.from_, column) for column in step.by)
        order = self._join_words(self.naming.column(step.from_, column) for column in step.order)
        shown = self._columns(step.columns, step.from_)
        table = self.naming.table(step.from_)
        text = self._pick(
            f"{table}中同一{by}的各行按{order}排列，计算：{shown}",
            f"Order the rows of {table} with the same {by} by {order} and compute {shown}",
        )
        if step.keep is not None:
            kept = self.condition(step.keep, name)
            text += self._pick(f"；只留{kept}的", f"; keep rows where {kept}")
        return text

    def _combine(self, name: str, step: steps.Combine) -> str:
        shown = self._join_words(self.naming.table(source) for source in step.from_)
        return self._pick(f"将{shown}合并", f"Put {shown} together")

    def _lookup(self, name: str, step: steps.Lookup) -> str:
        shown = DatedTables.load()[step.table].title.of(self.naming.lang)
        took = self._join_words(self.naming.column(name, new) for new, _ in step.take)
        source = self.naming.table(step.from_)
        if step.between is not None:
            first = self.condition(step.between[0], step.from_)
            last = self.condition(step.between[1], step.from_)
            return self._pick(
                f"为{source}逐行查《{shown}》在{first}至{last}之间施行过的各版本，取{took}",
                f"For each row of {source}, read {took} from “{shown}” in every version in force "
                f"between {first} and {last}",
            )
        day = self.condition(step.as_of, step.from_) if step.as_of is not None else ""
        return self._pick(
            f"为{source}逐行查《{shown}》在{day}施行的版本，取{took}",
            f"For each row of {source}, read {took} from “{shown}” as in force on {day}",
        )

    def _settle(self, name: str, step: steps.Settle) -> str:
        by = self._join_words(self.naming.column(step.from_, column) for column in step.by)
        parts = self._parts(step.where, step.from_)
        table = self.naming.table(step.from_)
        if self.zh:
            return f"{table}中同一{by}的各种可能均符合下列条件的：{parts}。" + self._wait(step)
        return f"Of {table}, those {by} for which in every possibility {parts}." + self._wait(step)

    def _reconcile(self, name: str, step: steps.Reconcile) -> str:
        left, right = self.naming.table(step.left), self.naming.table(step.right)
        key = self._key(step.key, step.left)
        limit = self.condition(step.tolerance, step.left) if step.tolerance is not None else "0"
        one = self.condition(step.left_value, step.left)
        other = self.condition(step.right_value, step.right)
        return self._pick(
            f"按{key}核对{left}的{one}合计与{right}的{other}合计，差额超过{limit}的",
            f"Per {key}, compare the sum of {one} in {left} with the sum of {other} in {right}; "
            f"those that differ by more than {limit}",
        )

    def _score(self, name: str, step: steps.Score) -> str:
        lines: list[str] = []
        for item in step.indicators:
            title, when = item.title.of(self.naming.lang), self.condition(item.when, step.from_)
            lines.append(
                self._pick(
                    f"{title}（{item.points}分）：{when}", f"{title} ({item.points}): {when}"
                )
            )
        shown = "".join(f"\n   - {line}" for line in lines)
        limit = self.condition(step.threshold, step.from_)
        table = self.naming.table(step.from_)
        return self._pick(
            f"对{table}逐行计分，满{limit}分的留下：{shown}",
            f"Score each row of {table}; {limit} points or more stay: {shown}",
        )
