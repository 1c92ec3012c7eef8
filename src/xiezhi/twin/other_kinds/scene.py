"""What every document of another kind is made from."""

from dataclasses import dataclass
from datetime import date

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Court
from xiezhi.twin.numerals import day_text
from xiezhi.twin.people import Names

CHARGES = ("盗窃罪", "诈骗罪", "故意伤害罪", "贩卖毒品罪", "危险驾驶罪", "开设赌场罪")


@dataclass(frozen=True, slots=True)
class Scene:
    """What every such document needs."""

    chance: Chance
    names: Names
    court: Court
    judged: date

    def number(self, kind: str) -> str:
        """A case number of this court."""
        serial = self.chance.whole(5, 900)
        if self.judged.year >= 2016:
            return f"（{self.judged.year}）{self.court.code}{kind}{serial}号"
        return f"（{self.judged.year}）{self.court.old_code}{kind}字第{serial}号"

    def day(self, days_before: int) -> str:
        """A day before the date of the document."""
        return day_text(date.fromordinal(self.judged.toordinal() - days_before))


Body = tuple[str, str, str, str, str, list[str]]
