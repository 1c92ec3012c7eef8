"""How one document is written: drawn once, kept from head to tail."""

from dataclasses import dataclass
from datetime import date

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Penalty
from xiezhi.twin.numerals import day_text, han, money, term_text

KIND_WORDS = {
    "fixed_term": "有期徒刑",
    "criminal_detention": "拘役",
    "public_surveillance": "管制",
    "life": "无期徒刑",
    "death": "死刑",
    "death_suspended": "死刑，缓期二年执行",
}


@dataclass(frozen=True, slots=True)
class Style:
    """Choices of a document.

    Attributes:
        fine: Writing of the fine: style of the number and whether 人民币 stands before it.
        sums: Writing of other money.
        terms: Writing of terms (plain, zero, arabic).
        dates: Writing of the first and last day of a term (arabic, han, ring).
        numbering: How items are numbered: han, none, brackets, digits, slip.
        bracket: Where the bracket about the term stands: after, inside, shared, split.
        namely: 即 before 自…起; False for 刑期自.
        comma: Comma of the brackets.
        title_first: The title stands once more before the court's name.
        head: Layout of the parties: native, born, bare, home_first.
        verb: 判处 or 处.
        fine_word: 并处罚金 or only 罚金.
        accusation: How the accusation begins.
        findings: How the findings begin.
        suspended: Word before the probation period.
        exempt: 免予刑事处罚 or its common misspelling.
        adds_up: The sum of several terms is named before the executed one.
        blank: What stands where lines ended.
    """

    fine: tuple[str, str]
    sums: str
    terms: str
    dates: str
    numbering: str
    bracket: str
    namely: bool
    title_first: bool
    head: str
    verb: str
    fine_word: str
    accusation: str
    findings: str
    suspended: str
    exempt: str
    adds_up: bool
    blank: str

    def term(self, months: int, days: int = 0) -> str:
        """A length of time."""
        return term_text(months, days, self.terms)

    def penalty(self, penalty: Penalty) -> str:
        """A main penalty with its length."""
        word = KIND_WORDS[penalty.kind]
        if penalty.kind in {"life", "death", "death_suspended"}:
            return word
        return word + self.term(penalty.months, penalty.days)

    def probation(self, months: int) -> str:
        """The probation period with its word."""
        return f"{self.suspended}{self.term(months)}"

    def fine_sum(self, yuan: int) -> str:
        """A fine's amount with or without 人民币."""
        return self.fine[1] + money(yuan, self.fine[0])

    def day(self, day: date) -> str:
        """First or last day of a term."""
        return day_text(day, self.dates)

    def days(self, number: int) -> str:
        """A number of days or other small number in words of the disposition."""
        return han(number) if self.terms != "arabic" else str(number)


#: Shares of the forms met in the real dispositions (reference/judgment-formats.md).
_FINES = {
    ("han", "人民币"): 42,
    ("arabic", "人民币"): 18,
    ("han", ""): 9,
    ("arabic", ""): 8,
    ("wan", "人民币"): 7,
    ("wan", ""): 3,
    ("wide_comma", "人民币"): 1.2,
    ("comma", ""): 0.8,
    ("capital", "人民币"): 0.6,
}


def draw_style(chance: Chance) -> Style:
    """The style of one document."""
    return Style(
        fine=chance.weigh(_FINES),
        sums=chance.weigh({"arabic": 80, "han": 10, "comma": 3, "wide_comma": 2, "wan": 5}),
        terms=chance.weigh({"plain": 91, "zero": 8, "arabic": 1}),
        dates=chance.weigh({"arabic": 96, "han": 2, "ring": 2}),
        numbering=chance.weigh(
            {"han": 68, "none": 22, "joined": 4, "brackets": 1.5, "digits": 2, "slip": 2.5}
        ),
        bracket=chance.weigh({"after": 55, "inside": 28, "shared": 9, "split": 8}),
        namely=chance.odds(0.94),
        title_first=chance.odds(0.3),
        head=chance.weigh({"born": 45, "native": 25, "sheng": 10, "bare": 10, "late_birth": 10}),
        verb=chance.weigh({"判处": 96, "处": 4}),
        fine_word=chance.weigh({"并处罚金": 93, "罚金": 4, "处罚金": 3}),
        accusation=chance.pick(("指控，", "指控：", "指控")),
        findings=chance.weigh(
            {"经审理查明，": 60, "经审理查明：": 30, "经开庭审理查明，": 5, "本院经审理查明：": 5}
        ),
        suspended=chance.weigh({"缓刑": 95, "宣告缓刑": 4, "宣告缓刑，缓刑考验期为": 1}),
        exempt=chance.weigh({"免予刑事处罚": 85, "免于刑事处罚": 15}),
        adds_up=chance.odds(0.2),
        blank=chance.weigh({" ": 97, "　": 3}),
    )
