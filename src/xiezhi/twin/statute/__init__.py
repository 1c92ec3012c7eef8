"""The twin's own table of offences (刑法, state of law by date of the crime).

A line of a bracket reads: what the court says: penalties with months; how a fine belongs to it
(with the yuan the article names); the quantity that surely falls in it everywhere in the country.
Quantities keep clear of every province's threshold, so that no place decides the truth.
"""

from datetime import date

from xiezhi.twin.offences import Offence
from xiezhi.twin.statute.order_and_graft import ORDER_AND_GRAFT
from xiezhi.twin.statute.persons_and_property import PERSONS_AND_PROPERTY
from xiezhi.twin.statute.safety_and_economy import SAFETY_AND_ECONOMY

ROWS: tuple[Offence, ...] = SAFETY_AND_ECONOMY + PERSONS_AND_PROPERTY + ORDER_AND_GRAFT

#: Names in the list of charges of those that are part of a selective charge.
LISTED = {
    "贩卖毒品罪": "走私、贩卖、运输、制造毒品罪",
    "非法持有枪支罪": "非法持有、私藏枪支、弹药罪",
    "伪造国家机关证件罪": "伪造、变造、买卖国家机关公文、证件、印章罪",
    "窝藏罪": "窝藏、包庇罪",
    "介绍卖淫罪": "引诱、容留、介绍卖淫罪",
    "掩饰、隐瞒犯罪所得罪": "掩饰、隐瞒犯罪所得、犯罪所得收益罪",
    "使用虚假身份证件罪": "使用虚假身份证件、盗用身份证件罪",
    "虚开增值税专用发票罪": "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪",
}

#: Articles that the court must cite for a charge beside the first one (B: charge and articles).
ALSO_CITED = {"受贿罪": ("386", "383"), "贪污罪": ("383",)}


def versions(charge: str) -> tuple[Offence, ...]:
    """All versions of a charge, oldest first."""
    return tuple(row for row in ROWS if row.charge == charge)


def in_force(charge: str, day: date) -> Offence | None:
    """The version of a charge that applied to a crime of that day."""
    return next((row for row in versions(charge) if row.in_force(day)), None)


def longest_term(offence: Offence) -> int:
    """The longest fixed term of any bracket, in months; 0 when the charge knows none."""
    return max(bracket.high for bracket in offence.brackets)


def kinds_of(offence: Offence) -> frozenset[str]:
    """Every main penalty that some bracket of the charge allows."""
    return frozenset().union(*(bracket.kinds for bracket in offence.brackets))
