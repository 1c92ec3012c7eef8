"""What a document does not let its reader decide, though the life history does.

The truth keeps such a violation, under an origin of its own: whoever reads the text alone can
neither find it nor rule it out.
"""

from collections.abc import Callable

from xiezhi.twin.check import Violation

_RETURNED = "发还清单"


def _listed_as_returned(text: str) -> str:
    """A list of things handed back stands among the evidence; of which things, nobody says."""
    return "the evidence lists things returned, whose and which is not said" * (_RETURNED in text)


_REASONS: dict[str, Callable[[str], str]] = {"CR-26": _listed_as_returned}


def untold(violation: Violation, text: str) -> str:
    """Why the text leaves a violation open; empty when it tells it.

    Args:
        violation: What is true of the life history.
        text: The document as written.
    """
    reason = _REASONS.get(violation.check)
    return "" if reason is None else reason(text)
