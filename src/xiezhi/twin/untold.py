"""What a document does not let its reader decide, though the life history does.

The truth keeps such a violation, under an origin of its own: whoever reads the text alone can
neither find it nor rule it out.
"""

from collections.abc import Callable

from xiezhi.twin.check import Violation

_RETURNED, _COMPENSATED = "发还清单", "积极赔偿被害人的经济损失"


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


_REASONS: dict[str, Callable[[str], str]] = {"CR-26": _made_good_somehow}


def untold(violation: Violation, text: str) -> str:
    """Why the text leaves a violation open; empty when it tells it.

    Args:
        violation: What is true of the life history.
        text: The document as written.
    """
    reason = _REASONS.get(violation.check)
    return "" if reason is None else reason(text)
