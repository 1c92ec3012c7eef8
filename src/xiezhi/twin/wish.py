"""What a plant asks of the simulator, so that its error can happen in a plausible case."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wish:
    """Requests for the first defendant of a case; None or empty leaves it to chance.

    Attributes:
        charges: Charges of which the first count is one.
        counts: Number of counts.
        bracket: Index of the bracket of the first count.
        kind: Kind of the main penalty of each count.
        months: Least and greatest months of each count's main penalty.
        probation: Whether the sentence is suspended.
        prior: Story of the past (`xiezhi.twin.simulate.past`).
        circumstance: A mitigating circumstance, or "none" for a case without any.
        mitigate: Whether the sentence falls below the bracket.
        custody: Pattern of custody (`xiezhi.twin.simulate.custody`).
        youth: "trial" under 18 on the day of the hearing, "crime" only at the crime, "adult".
        procedure: ordinary, summary or fast_track.
        after: Crime not before this day.
        before: Crime not after this day.
        defendants: Number of defendants.
        fine_alone: Whether the fine is the whole punishment.
        outcome: Outcome of the first defendant (exempted, acquitted).
        instance: first, second or retrial.
        dates_printed: Whether the term's first and last day are printed.
        unit: Whether a unit stands beside the person.
    """

    charges: tuple[str, ...] = ()
    counts: int | None = None
    bracket: int | None = None
    kind: str = ""
    months: tuple[int, int] | None = None
    probation: bool | None = None
    prior: str = ""
    circumstance: str = ""
    mitigate: bool | None = None
    custody: str = ""
    youth: str = ""
    procedure: str = ""
    after: date | None = None
    before: date | None = None
    defendants: int | None = None
    fine_alone: bool | None = None
    outcome: str = ""
    instance: str = "first"
    dates_printed: bool | None = None
    unit: bool = False


NO_WISH = Wish()
