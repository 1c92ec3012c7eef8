"""What a document does not let its reader decide, though the life history does.

The truth keeps such a violation, under an origin of its own: whoever reads the text alone can
neither find it nor rule it out. The same holds where the wording of the law in force then stands
in no collection that the checks could be held against.
"""

from collections.abc import Callable
from datetime import date

from xiezhi.twin.check import Violation
from xiezhi.twin.history import Case
from xiezhi.twin.statute.amendments import AMENDMENT_9

_RETURNED, _COMPENSATED = "发还清单", "积极赔偿被害人的经济损失"
_REVOKED = "缓刑后被撤销"
_DEFIED = "拒不执行判决、裁定罪"
_RULES_OF_2013 = {
    "theft": date(2013, 4, 4),  # 法释〔2013〕8号
    "extortion": date(2013, 4, 27),  # 法释〔2013〕10号
}


def _made_good_somehow(text: str) -> str:
    """The text says that something was made good, and of how much of it nothing.

    A list of things handed back stands among the evidence, or the court finds that the loss was
    compensated: all of it or a part, nobody says.
    """
    if _RETURNED in text:
        return "the evidence lists things returned, whose and which is not said"
    if _COMPENSATED in text:
        return "the court finds the loss compensated, how much of it is not said"
    return ""


def _revoked_later(text: str) -> str:
    """An earlier probation was revoked later; whether its term was served is not said."""
    return "when the earlier probation was revoked is not said" if _REVOKED in text else ""


_REASONS: dict[str, Callable[[str], str]] = {
    "CR-22": _revoked_later,
    "CR-26": _made_good_somehow,
}


def untold(violation: Violation, text: str) -> str:
    """Why the text leaves a violation open; empty when it tells it.

    Args:
        violation: What is true of the life history.
        text: The document as written.
    """
    reason = _REASONS.get(violation.check)
    return "" if reason is None else reason(text)


def unwritten(violation: Violation, case: Case) -> str:
    """Why the law at hand leaves a violation open; empty when it decides.

    Args:
        violation: What is true of the life history.
        case: The life history.
    """
    persons = [person for person in case.defendants if person.ordinal == violation.ordinal]
    counts = [count for person in persons for count in person.counts]
    if violation.check == "CR-15":
        fined = [count for count in counts if count.fine and not count.bracket.must_fine]
        old = [min(act.day for act in count.acts) < AMENDMENT_9 for count in fined]
        if any(count.charge == _DEFIED for count in fined) and all(old):
            return "刑法 313 as it stood before 2015-11-01 is in no collection of its texts"
    if violation.check == "CR-16":
        for count in counts:
            since = _RULES_OF_2013.get(count.offence.fine_rule)
            if since is not None and case.judged < since:
                return "the rules on this fine before those of 2013 are in no collection of texts"
    return ""
