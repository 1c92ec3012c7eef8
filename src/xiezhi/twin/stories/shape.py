"""What the acts of each crime look like on paper: invented sentences with gaps.

Gaps: ``{when}`` date and hour, ``{place}``, ``{who}`` the defendants who acted, ``{victim}``,
``{thing}``, ``{amount}`` in the document's writing of money, ``{n}`` the quantity in the unit of
the offence.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """How a crime is told.

    Attributes:
        acts: Sentences for one act.
        element: What the court says the conduct was.
        property: "loss" or "gain" when money must be dealt with (刑法 64), else empty.
        measure: Sentence that totals the quantity; empty when there is nothing to total.
    """

    acts: tuple[str, ...]
    element: str
    property: str = ""  # loss, gain
    measure: str = ""
