"""Where the parts of a document lie: head, parties, procedure, … disposition, tail.

Only anchors that courts are bound to print are used (判决如下, 本院认为, 经审理查明, 审理终结,
如不服本判决). A part that is not there is None, never guessed; parts do not overlap and lie in
the order of the fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xiezhi.kernel.span import Span

__all__ = ["Parts", "split"]


@dataclass(frozen=True, slots=True)
class Parts:
    """Spans of a document's parts.

    Attributes:
        head: Court, kind of document, case number (and a title printed above).
        parties: Prosecutor's office, defendants, counsel, with custody and earlier convictions.
        procedure: From the indictment's sentence to 审理终结.
        accusation: What is alleged and answered (指控 …, 辩称 …), before the court's findings;
            on appeal also what the first court found.
        facts: The court's own findings (经审理查明 …) with the evidence for them.
        reasoning: The last 本院认为 … with the articles cited, up to 判决如下.
        disposition: The operative part, without the notice of appeal.
        tail: Notice of appeal, signatures, date.
        appendix: Articles of law printed after the signatures.
    """

    head: Span | None = None
    parties: Span | None = None
    procedure: Span | None = None
    accusation: Span | None = None
    facts: Span | None = None
    reasoning: Span | None = None
    disposition: Span | None = None
    tail: Span | None = None
    appendix: Span | None = None


_DECIDED = re.compile(r"(?:判\s*决|裁\s*定|决\s*定|判\s*处)\s*(?:如|以)\s*下\s*[：；，。.]?")
_DECIDED_SHORT = re.compile(
    r"(?:规定|讨论决定|依法|起诉书)[，：]?\s*(?:依法|特)?(?:作出)?(?:判决|裁定)[：，]"
)
_DECIDED_WITHOUT = re.compile(
    r"(?:规定|[条款项]|意见如下)\s*[：；，。]?\s+"
    r"(?=(?:一、)?(?:被告人|被告单位|上诉人|原审被告|维持|撤销)[^，。；\s]{1,60}?(?:犯(?!罪)|刑事判决))"
)
_BETWEEN = re.compile(r"本院认|本院审|本院于|不服|终审|上诉|抗诉|查明|审理|认为")
_LONGEST_GAP = 4000
_RULED = re.compile(r"\s*[：；，。]?\s*(?:一、)?(?:驳回|维持|准许|准予|撤销|发回|终止)")
_NOTICE = re.compile(
    r"如?不服(?:从)?本(?:判决|裁定|决定|判|院)|本(?:判决|裁定|决定)(?:书)?(?:系|为|是)(?:终审|最终)"
    r"|本(?:判决|裁定|决定)(?:书)?送达后|本(?:判决|裁定|决定)书?自(?:送达|宣告|宣判)"
    r"|如(?:对本判决)?不服[，的]|如不服[，判本]|书面上诉的|如\s?不\s?服\s?本\s?(?:判\s?决|裁\s?定)"
)
_SIGNATURE = re.compile(
    r"(?:代理|助理|独任|代)?审\s*判\s*(?:长|员)(?!会|应|依|不)|院\s*长(?=.{2,4}\s)|人\s*民\s*陪\s*审\s*员"
)
_APPENDIX = re.compile(
    r"附[一1]?[：:、\s]|附件|附录|附[：:]?(?:本案|本判决|相关|有关|判决|法律|法条|适用|引用|主要|本院)|附《"
    r"|(?:本案|本判决|相关|引用)[^。]{0,12}(?:法律|法条|条文)"
)
_PARTY = re.compile(
    r"(?:原)?公\s*诉\s*机\s*关|(?:原)?抗\s*诉\s*机\s*关|自\s*诉\s*人|上\s*诉\s*人|(?:原审|一审)?被\s*告"
    r"|原\s*告|申\s*诉\s*人|申\s*请\s*人|再审|罪\s*犯|附带民事|公诉人"
)
_OWN_NUMBER = re.compile(
    r"(?:[）〕〉﹥][^，。；：]{2,30}?|[刑民行执赔][^，。；：]{1,12}?第?)\d[\d、，－-]*\s*号"
)
_PROCEDURE = re.compile(
    r"(?:检察院|检察分院|检察室|检察机关|公诉机关)(?:于[^。，]{1,16})?以[^。]{0,60}?"
    r"(?:起诉|公诉|抗诉|指控|提起|起诉书)|指控(?:原审)?(?:被告|犯罪)|提起公诉|向本院提起|向本院起诉"
    r"|本院(?:于|受理|立案)[^。]{0,30}(?:立案|受理|审理)|审理[^。]{2,200}?(?:一案|案件)|犯[^。，]{2,40}(?:一案|罪案)"
    r"|不服[^。]{2,40}判决|(?:被告人|被告单位|自诉人)[^。；因]{2,80}?一案"
    r"(?!，?于[^。]{4,40}(?:拘|捕|取保|羁))"
)
_CONCLUDED = re.compile(r"(?:审理|审查|复核)[^。，]{0,4}(?:终结|完毕)[^。]{0,6}。")
_TRIED = re.compile(
    r"(?:开庭|审理|独任审判)[^。，；]{0,8}(?:本案|审理|进行|案件)?[^。；]{0,20}(?<!终结)。(?![^。]{0,60}出庭)"
)
_FOUND = re.compile(
    r"(?:经|本院)[^。，；]{0,10}?(?:审理|庭审|复核|再审|二审|开庭)[^。；：“”]{0,6}?(?:查明|确认|认定)"
    r"|本院(?:[^。，；]{0,6})(?:查明|确认|认定)(?:如下)?(?:事实)?|经查明|经审查查明|审理查明"
)


def split(clean: str) -> Parts:
    """Find the parts of a clean text; None for each part without its anchor.

    Args:
        clean: The text as ``clean`` returns it.

    Returns:
        Spans of ``clean`` (and, offsets being the same, of the text as given).
    """
    decided = _decided(clean)
    limit = decided.start() if decided else len(clean)
    party = _PARTY.search(clean, _number_end(clean), min(limit, 4000))
    parties_start = party.start() if party else None
    concluded = _concluded(clean, parties_start, limit)
    procedure = _procedure(clean, parties_start, concluded.end() if concluded else limit)
    told = concluded.end() if concluded else (procedure.start if procedure else parties_start)
    reasoning = _reasoning(clean, told or 0, decided)
    before = reasoning.start if reasoning else limit
    found = _found(clean, told, before)
    parties_end = found if found is not None else before
    if procedure is not None or concluded is not None:
        parties_end = procedure.start if procedure else concluded.start() if concluded else before
    if procedure is not None and concluded is None:
        procedure = Span(procedure.start, found if found is not None else before)
    disposition, tail, appendix = _after(clean, decided)
    return Parts(
        head=_filled(0, parties_start if parties_start is not None else min(limit, 400)),
        parties=_filled(parties_start, parties_end),
        procedure=procedure,
        accusation=_filled(told, found if found is not None else before) if concluded else None,
        facts=_filled(found, before),
        reasoning=reasoning,
        disposition=disposition,
        tail=tail,
        appendix=appendix,
    )


def _filled(start: int | None, end: int | None) -> Span | None:
    """The span, unless one side is missing or nothing is inside."""
    return Span(start, end) if start is not None and end is not None and start < end else None


def _concluded(clean: str, start: int | None, limit: int) -> re.Match[str] | None:
    """The words that end the account of the proceedings: 审理终结, or failing them 审理了本案."""
    found = _CONCLUDED.search(clean, start or 0, limit)
    if found is not None or start is None:
        return found
    opening = _PROCEDURE.search(clean, start, limit)
    return _TRIED.search(clean, opening.end(), limit) if opening is not None else None


def _number_end(clean: str) -> int:
    """After the document's own number (…号), when the head prints one early."""
    found = _OWN_NUMBER.search(clean, 0, 260)
    return found.end() if found is not None else 0


def _decided(clean: str) -> re.Match[str] | None:
    """The words that open the operative part.

    Their last occurrence counts, because earlier ones recount other decisions; a ruling that only
    corrects a slip may follow the signatures and does not count. Where the articles are cited
    person by person (…判决如下 … 依照 …，判决如下 …) the first of the row counts.
    """
    head = _number_end(clean) or 400
    ruling = clean.rfind("裁定书", 0, head) > clean.rfind("判决书", 0, head)
    last = clean.rfind("裁定如下")
    ruling = ruling or (
        last > clean.rfind("判决如下") and _RULED.match(clean, last + 4) is not None
    )
    order = ("裁定如下", "判决如下", "决定如下") if ruling else ("判决如下", "裁定如下", "决定如下")
    for anchor in order:
        at = clean.rfind(anchor)
        if at >= 0:
            return _DECIDED.search(clean, _first_of_row(clean, anchor, at))
    for pattern in (_DECIDED, _DECIDED_SHORT, _DECIDED_WITHOUT):
        found = list(pattern.finditer(clean))
        if found:
            return found[-1]
    return None


def _first_of_row(clean: str, anchor: str, at: int) -> int:
    """The first of several anchors with nothing but decisions between them."""
    earlier = clean.rfind(anchor, max(0, at - _LONGEST_GAP), at)
    while earlier >= 0 and not _BETWEEN.search(clean, earlier, at):
        at = earlier
        earlier = clean.rfind(anchor, max(0, at - _LONGEST_GAP), at)
    return at


def _procedure(clean: str, start: int | None, end: int) -> Span | None:
    """From the sentence that names the indictment or appeal up to 审理终结."""
    if start is None:
        return None
    found = _PROCEDURE.search(clean, start, end)
    if found is None:
        return None
    begin = max(clean.rfind(stop, start, found.start()) for stop in "。\n") + 1
    if clean[found.start() - 1 : found.start()] == " ":
        begin = found.start()
    return Span(max(begin, start), end)


def _reasoning(clean: str, start: int, decided: re.Match[str] | None) -> Span | None:
    """From the last 本院认为 that opens a sentence up to the operative part."""
    if decided is None:
        return None
    end = decided.start()
    at = clean.rfind("本院认为", start, end)
    while at > start and clean[at - 1] not in "。 \n；;":
        earlier = clean.rfind("本院认为", start, at)
        if earlier < 0:
            break
        at = earlier
    return Span(at, end) if at >= 0 else None


def _found(clean: str, start: int | None, end: int) -> int | None:
    """Where the court's own findings begin."""
    found = _FOUND.search(clean, start or 0, end)
    return found.start() if found else None


def _after(
    clean: str, decided: re.Match[str] | None
) -> tuple[Span | None, Span | None, Span | None]:
    """Operative part, tail and appended law."""
    if decided is None:
        return None, None, None
    start = decided.end()
    notice = _NOTICE.search(clean, start)
    signature = _SIGNATURE.search(clean, notice.start() if notice else start)
    stop = notice or signature
    end = stop.start() if stop else len(clean)
    appended = _APPENDIX.search(clean, signature.end()) if signature else None
    tail_end = appended.start() if appended else len(clean)
    return _filled(start, end), _filled(end, tail_end), _filled(tail_end, len(clean))
