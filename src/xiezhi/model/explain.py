"""A model as prose that a lawyer can read and sign, in Chinese or English, made from its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.analysing import analyse
from xiezhi.model.explain_steps import StepWriter
from xiezhi.model.naming import Naming
from xiezhi.model.prose import sentence
from xiezhi.rulebook.law import Law
from xiezhi.sql.parse import parse_expression

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Input, Model, Need

__all__ = ["explain", "explain_understood"]

_GRADES = {
    "certain": ("数据中可以确定", "certain in the data"),
    "suspicious": ("可疑，须核实", "suspicious, to be verified"),
    "indicative": ("提示性", "indicative"),
}
_ROLES = {
    "basis": ("依据", "basis"),
    "procedure": ("程序", "procedure"),
    "exception": ("例外", "exception"),
    "remedy": ("监督方式", "remedy"),
    "definition": ("定义", "definition"),
}


def explain(model: Model, rules: Rules, lang: str = "zh", law: Law | None = None) -> str:
    """A model in words.

    Args:
        model: A model without faults.
        rules: The rulebook, for titles.
        lang: ``zh`` or ``en``.
        law: Where the text of the law is; the rulebook's own by default.

    Returns:
        Markdown: whom it supervises, the law with its text, the data, each step, what makes it
        innocent, what a clue shows and what it asks.
    """
    return explain_understood(analyse(model, rules, []), lang, law)


def explain_understood(analysis: Analysis, lang: str = "zh", law: Law | None = None) -> str:
    """As ``explain``, of a model that is understood already."""
    return _Writer(analysis, lang, law or Law.load()).write()


class _Writer:
    def __init__(self, analysis: Analysis, lang: str, law: Law) -> None:
        self.law = law
        self.model = analysis.model
        self.lang = lang
        self.zh = lang == "zh"
        self.naming = Naming(analysis, lang)
        self.steps = StepWriter(self.naming)

    def write(self) -> str:
        parts = [*self._head(), *self._law(), *self._data(), *self._how(), *self._excluded()]
        return "\n".join([*parts, *self._clue()]).rstrip() + "\n"

    def _need(self, item: Input, need: Need) -> str:
        """What is needed of the quality of one column."""
        title = self.naming.column(item.name, need.column)
        share = f"{float(need.least) * 100:g}%"
        if need.check == "completeness":
            return self._pick(
                f"；{title}须有 {share} 的行填写", f"; {title} filled in {share} of rows"
            )
        return self._pick(f"；{title}须有 {share} 有效", f"; {title} valid in {share}")

    def _pick(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def _head(self) -> list[str]:
        model = self.model
        organ, duty = model.supervises.organ.of(self.lang), model.supervises.duty.of(self.lang)
        grade = _GRADES[model.grade][0 if self.zh else 1]
        return [
            f"# {model.title.of(self.lang)}",
            "",
            f"{model.id} {model.version} · {model.point.of(self.lang)} · {grade}",
            "",
            self._pick(
                f"监督对象是{organ}，其职责：{duty}。本模型只提示该机关的履职情况可能有误，不认定个人责任。",
                f"It supervises the {organ}, whose duty is to {duty}. It points to a duty that may "
                "not have been met and finds no person at fault.",
            ),
            "",
        ]

    def _law(self) -> list[str]:
        lines = [self._pick("## 法律", "## Law"), ""]
        for entry in self.model.law:
            role = _ROLES[entry.role][0 if self.zh else 1]
            found = self.law.cite(entry.cite)
            shown, text, why = found.show(), found.text, found.why
            lines.append(f"- **{shown}**（{role}）" if self.zh else f"- **{shown}** ({role})")
            if text:
                lines += [f"  > {line}" for line in text.splitlines()]
            if why:
                lines.append(self._pick(f"  未核对：{why}", f"  unconfirmed: {why}"))
        if self.model.remedy:
            remedies = ("、" if self.zh else ", ").join(self.model.remedy)
            lines += ["", self._pick(f"查实后可采取：{remedies}。", f"If founded: {remedies}.")]
        return [*lines, ""]

    def _data(self) -> list[str]:
        lines = [self._pick("## 数据", "## Data"), ""]
        for item in self.model.inputs:
            columns = ("、" if self.zh else ", ").join(
                self.naming.column(item.name, column) for column in item.columns
            )
            covers = ""
            if item.covers is not None:
                covers = self._pick("；须完整覆盖", "; must be complete")
            covers += "".join(self._need(item, need) for need in item.needs)
            lines.append(
                f"- {self.naming.table(item.name)}：{columns}{covers}"
                if self.zh
                else f"- {self.naming.table(item.name)}: {columns}{covers}"
            )
        return [*lines, ""]

    def _how(self) -> list[str]:
        lines = [self._pick("## 如何认定", "## How it finds them"), ""]
        for number, (name, step) in enumerate(self.model.steps, 1):
            text = self.steps.write(name, step)
            end = "" if text.endswith(("。", ".")) else self._pick("。", ".")
            lines.append(f"{number}. “{name}”{'：' if self.zh else ': '}{text}{end}")
        return [*lines, ""]

    def _excluded(self) -> list[str]:
        if not self.model.exclude:
            return []
        lines = [self._pick("## 排除", "## What makes it innocent"), ""]
        for item in self.model.exclude:
            where = self.steps.condition(item.where, item.step)
            title = item.title.of(self.lang)
            lines.append(
                f"- {title}：“{item.step}”中{where}的不算"
                if self.zh
                else f"- {title}: rows of “{item.step}” where {where}"
            )
        return [*lines, ""]

    def _clue(self) -> list[str]:
        clue = self.model.clue
        names = ("、" if self.zh else ", ").join(
            self.naming.column(clue.from_, column) for column in clue.key.columns
        )
        lines = [
            self._pick("## 线索", "## The clue"),
            "",
            self._pick(
                f"“{clue.from_}”的每一行是一条线索：{clue.title.zh}",
                f"Each row of “{clue.from_}” is a clue: {clue.title.en}",
            ),
            self._pick(
                f"同一线索的标识：{names}。", f"It is the same clue while these stay: {names}."
            ),
        ]
        for field, zh, en in (
            ("amount", "金额", "Amount"),
            ("occurred", "发生日", "Occurred"),
            ("expires", "最后可处理日", "Last day to act"),
        ):
            expr = getattr(clue, field)
            if expr is not None:
                shown = sentence(
                    parse_expression(expr.text), self.lang, self.naming.columns(clue.from_)
                )
                lines.append(f"{zh}：{shown}。" if self.zh else f"{en}: {shown}.")
        if clue.unchecked:
            lines += ["", self._pick("模型未能核查：", "What the model did not check:")]
            lines += [f"- {item.of(self.lang)}" for item in clue.unchecked]
        if clue.checklist:
            lines += ["", self._pick("核查清单：", "To be asked:")]
            lines += [f"- {item.ask.of(self.lang)}" for item in clue.checklist]
        return lines
