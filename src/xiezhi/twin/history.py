"""The life history of a case: what happened, before any word of it is written.

The simulator fills these records, plants change them, the checker judges them and the renderer
writes them down. What a record leaves empty the text does not state.
"""

from dataclasses import dataclass, field
from datetime import date

from xiezhi.twin.offences import Bracket, Offence


@dataclass(slots=True)
class Penalty:
    """A main penalty; ``kind`` is a word of the vocabulary ``penalty_kind``."""

    kind: str = "none"
    months: int = 0
    days: int = 0

    @property
    def length(self) -> tuple[int, int]:
        """Months and days, comparable."""
        return self.months, self.days


@dataclass(frozen=True, slots=True)
class Court:
    """An invented court with the offices around it."""

    name: str
    seat: str  # 栖陂区, 栖陂县: the place whose court it is
    city: str  # 霁川市; the municipality itself for one of the four
    province: str
    level: str  # basic, intermediate
    code: str  # 皖8801
    old_code: str  # 栖, the character of case numbers before 2016
    superior: str
    prosecutor: str
    police: str
    jail: str


@dataclass(slots=True)
class Custody:
    """A closed interval of custody or bail; ``end`` None: it lasts on the day of judgment."""

    kind: str
    start: date
    end: date | None = None


@dataclass(slots=True)
class Prior:
    """An earlier conviction or sanction as the head of the judgment tells it."""

    kind: str
    authority: str
    decided: date
    charge: str
    penalty: Penalty = field(default_factory=Penalty)
    probation_months: int = 0
    fine: int = 0
    released: date | None = None
    release_kind: str | None = None
    case_number: str = ""
    under_age: bool = False
    negligent: bool = False
    revoked_before: bool = False
    sanction: str = ""


@dataclass(slots=True)
class Act:
    """One act of a crime."""

    day: date
    amount: int
    text: str
    vague: bool = False  # the text names only the month


@dataclass(slots=True)
class Count:
    """A conviction of one defendant for one charge."""

    offence: Offence
    bracket: Bracket
    acts: list[Act]
    amount: int = 0
    gain: int = 0
    penalty: Penalty = field(default_factory=Penalty)
    fine: int | None = None
    fine_alone: bool = False
    confiscation: str = "none"
    confiscation_amount: int = 0
    rights_months: int = 0
    rights_life: bool = False
    exempted: bool = False
    charge_text: str = ""
    fine_hidden: bool = False  # redaction ate the sum

    @property
    def charge(self) -> str:
        """Name of the charge with 罪."""
        return self.offence.charge

    @property
    def first_day(self) -> date:
        """Day of the earliest act."""
        return min(act.day for act in self.acts)

    @property
    def last_day(self) -> date:
        """Day of the latest act."""
        return max(act.day for act in self.acts)


@dataclass(slots=True)
class Sentence:
    """What is executed against one defendant in the end."""

    outcome: str = "convicted"
    penalty: Penalty = field(default_factory=Penalty)
    probation_months: int = 0
    fine: int | None = None
    confiscation: str = "none"
    confiscation_amount: int = 0
    rights_months: int = 0
    rights_life: bool = False
    starts: date | None = None
    ends: date | None = None
    credit_days: int = 0  # what the court credits
    credit_due: int = 0  # what it had to credit
    credit_stated: bool = False
    credit_ratio: int = 1
    designated_ratio: int = 0  # days of designated residence per credited day, when stated
    fine_paid: bool = False
    fine_days: int = 0  # term for paying in days, 0 when not stated; months are 30 days each
    prohibition_months: int = 0
    prohibition: str = ""
    ban_months: int = 0
    ban: str = ""
    merged_prior: Prior | None = None
    revokes: str = ""  # probation, parole


@dataclass(slots=True)
class Defendant:
    """A defendant, person or unit, with everything the court knows and finds."""

    ordinal: int
    name: str
    unit: bool = False
    sex: str = "male"
    birth: date = date(1, 1, 1)  # a unit has none
    shows_birth: bool = True
    citizen_id: str = ""
    id_style: str = "none"  # none, masked, plain
    origin: str = ""
    schooling: str = ""
    work: str = ""
    home: str = ""
    representative: str = ""
    defender: str = ""
    custody: list[Custody] = field(default_factory=list)
    held: bool = False
    priors: list[Prior] = field(default_factory=list)
    accused: list[str] = field(default_factory=list)
    circumstances: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    mitigated: bool = False
    group_head: bool = False
    counts: list[Count] = field(default_factory=list)
    sentence: Sentence = field(default_factory=Sentence)
    returned: str = "none"  # none, part, all: gains or loss made good before judgment
    appellant: bool = False
    answered: bool = True  # False: the disposition forgets this defendant

    @property
    def recidivist(self) -> bool:
        """Whether the court found recidivism."""
        return "recidivist" in self.circumstances


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of the Criminal Law cited as basis."""

    article: str
    paragraph: int = 0
    item: int = 0


@dataclass(slots=True)
class Item:
    """An item of the disposition that is not a sentence."""

    kind: str
    ordinals: list[int]
    text: str
    amount: int | None = None


@dataclass(slots=True)
class Bench:
    """Who judged: titles and names in the order of the signature block."""

    members: list[tuple[str, str]]
    clerk: str
    assistant: str = ""

    @property
    def single(self) -> bool:
        """One judge alone."""
        return len(self.members) == 1


@dataclass(slots=True)
class Plant:
    """A planted error or look-alike."""

    check: str
    ordinal: int | None
    reason: str = ""


@dataclass(slots=True)
class Case:
    """A whole case up to its judgment."""

    doc_id: str
    court: Court
    instance: str
    number: str
    number_key: str
    charge_number: str
    filed: date
    hearing: date
    hearing_stated: bool
    judged: date
    procedure: str
    procedure_stated: bool
    open_trial: bool
    bench: Bench
    defendants: list[Defendant]
    items: list[Item] = field(default_factory=list)
    cited: list[Citation] = field(default_factory=list)
    appeal_days: int = 10
    appeal_from: str = "第二日"
    filing_stated: bool = False
    heard: bool = True  # False: an appeal decided on the papers
    group: bool = False
    civil_plaintiff: str = ""
    victims: list[str] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)  # ordinals an appeal changed; empty: all
    below: "Case | None" = None
    manner: str = ""  # how a review is worded: partly (维持、撤销部分), anew (撤销全部)
    plants: list[Plant] = field(default_factory=list)
    look_alikes: list[Plant] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
