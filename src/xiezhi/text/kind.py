"""What kind of document a text is, from its heading, its number and its closing formula."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.span import Span

if TYPE_CHECKING:
    from xiezhi.text.split import Parts

__all__ = ["Kind", "kind_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a document is.

    Attributes:
        document_kind: judgment, ruling, decision, mediation or other.
        case_kind: criminal, civil, administrative, enforcement, state_compensation or other.
        instance: first, second, retrial, death_review or other.
        document_span: The heading's words for the kind of document.
        case_span: The words for the kind of case.
        instance_span: The part of the number or text that shows the instance.
        abstained: Why the kind is not certain, when it is not.
    """

    document_kind: str
    case_kind: str
    instance: str
    document_span: Span | None = None
    case_span: Span | None = None
    instance_span: Span | None = None
    abstained: str | None = None

    @property
    def convicts(self) -> bool:
        """Whether outcomes may be read: only criminal judgments have them."""
        return self.document_kind == "judgment" and self.case_kind == "criminal"


_HEADING = re.compile(
    r"(?P<case>刑\s*事|民\s*事|行\s*政\s*赔\s*偿|行\s*政|执\s*行|国\s*家\s*赔\s*偿|赔\s*偿|司\s*法\s*救\s*助)?\s*"
    r"(?:附[\s带事]{0,6}民\s*事)?(?:（[^）]{0,8}）)?\s*"
    r"(?P<document>判\s*决\s*书|裁\s*定\s*书|决\s*定\s*书|调\s*解\s*书|通\s*知\s*书|支\s*付\s*令|令)(?![（〔\d])"
    r"(?!\s*(?:中|的|有|存在|第[一二三四五六七八九十\d]|内容|正文|已|因|，|、))"
)
_DOCUMENTS = {"判决书": "judgment", "裁定书": "ruling", "决定书": "decision", "调解书": "mediation"}
_CASES = {
    "刑事": "criminal",
    "民事": "civil",
    "行政": "administrative",
    "行政赔偿": "administrative",
    "执行": "enforcement",
    "国家赔偿": "state_compensation",
    "赔偿": "state_compensation",
}
_NUMBER = re.compile(
    r"[（〔〈﹤]?\s*[12]\d{3}\s*[）〕〉﹥]?[^，。；：\s（）]{0,24}?(?P<type>刑[^\d第字号]{0,8}|民[^\d第字号]{0,8}"
    r"|行[^\d第字号政]{0,8}|执[^\d第字号]{0,6}|赔[^\d第字号]{0,6}|少[^\d第字号]{0,6}|知[^\d第字号]{0,6})字?第?[^，。；：\s]{0,12}号"
)
_OFFICE = re.compile(r"公\s*诉\s*机\s*关|自\s*诉\s*人|抗\s*诉\s*机\s*关|刑初|刑终|刑再")


def kind_of(clean: str, parts: Parts) -> Kind:
    """Tell what the document is, without guessing.

    The heading (刑事判决书 …) decides. Where it is missing, a criminal judgment is recognised
    only by both its prosecutor's office (or private prosecutor) and its 判决如下; everything
    else without a heading is ``other``.
    """
    limit = min(parts.parties.start if parts.parties else 600, 1200) or 600
    heading = _heading(clean, max(limit, 60))
    number = _NUMBER.search(clean, 0, limit + 20)
    document, case = "other", "other"
    document_span = case_span = None
    if heading is not None:
        document = _DOCUMENTS.get(_closed(heading["document"]), "other")
        document_span = Span(*heading.span("document"))
        if heading["case"]:
            case = _CASES.get(_closed(heading["case"]), "other")
            case_span = Span(*heading.span("case"))
    if case == "other" and number is not None:
        case = _case_of(number["type"])
        case_span = Span(*number.span("type")) if case != "other" else None
    abstained = None
    if heading is None:
        document, case, abstained = _without_heading(clean, parts, case)
    instance, instance_span = _instance(clean, parts, number)
    return Kind(document, case, instance, document_span, case_span, instance_span, abstained)


def _heading(clean: str, limit: int) -> re.Match[str] | None:
    """The last heading before the parties that names its kind of case, else the last at all."""
    last = named = None
    for found in _HEADING.finditer(clean, 0, limit):
        last = found
        if found["case"]:
            named = found
    return named or last


def _closed(words: str) -> str:
    return "".join(words.split())


def _case_of(kind: str) -> str:
    """Kind of case by the letters of the case number."""
    for letter, case in (
        ("刑", "criminal"),
        ("执", "enforcement"),
        ("赔", "state_compensation"),
        ("民", "civil"),
        ("行", "administrative"),
    ):
        if letter in kind:
            return case
    return "other"


def _without_heading(clean: str, parts: Parts, case: str) -> tuple[str, str, str | None]:
    """A criminal judgment that lacks its heading shows its prosecutor and its 判决如下."""
    if parts.disposition is None:
        return "other", case, "no heading and no operative part"
    opening = clean[max(0, parts.disposition.start - 8) : parts.disposition.start]
    office = _OFFICE.search(clean, 0, min(parts.disposition.start, 3000))
    if office is None or case not in ("criminal", "other"):
        return "other", case, "no heading"
    if "判决" in opening or "判处" in opening:
        return "judgment", "criminal", None
    if "裁定" in opening:
        return "ruling", "criminal", None
    return "other", "criminal", "no heading"


def _instance(clean: str, parts: Parts, number: re.Match[str] | None) -> tuple[str, Span | None]:
    """Instance by the number's letters (初, 终, 再 …), else by the closing formula."""
    if number is not None:
        kind = number["type"]
        for letter, instance in (
            ("再", "retrial"),
            ("监", "retrial"),
            ("提", "retrial"),
            ("初", "first"),
            ("终", "second"),
            ("抗", "retrial"),
            ("核", "death_review"),
            ("复", "death_review"),
        ):
            if letter in kind:
                return instance, Span(*number.span("type"))
    tail = parts.tail
    if tail is not None:
        for words, instance in (("终审", "second"), ("上诉", "first")):
            at = clean.find(words, tail.start, min(tail.end, tail.start + 200))
            if at >= 0:
                return instance, Span(at, at + len(words))
    return "other", None
