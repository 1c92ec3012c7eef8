"""Limits of the law as the twin knows them, each with its article. Months unless said otherwise."""

FIXED_TERM = (6, 180)  # 刑法 45: six months to fifteen years
DETENTION_TERM = (1, 6)  # 刑法 42
DETENTION_COMBINED = 12  # 刑法 69(1)
CONTROL_TERM = (3, 24)  # 刑法 38
CONTROL_COMBINED = 36  # 刑法 69(1)
FIXED_COMBINED_BELOW_35_YEARS = 240  # 刑法 69(1)
FIXED_COMBINED_FROM_35_YEARS = 300  # 刑法 69(1), as amended 2011
THIRTY_FIVE_YEARS = 420

PROBATION_LONGEST_PENALTY = 36  # 刑法 72(1): detention or fixed term up to three years
PROBATION_FIXED = (12, 60)  # 刑法 73(2): not below the term, one to five years
PROBATION_DETENTION = (2, 12)  # 刑法 73(1): not below the term, two months to one year
RIGHTS_WITH_TERM = (12, 60)  # 刑法 55(1)
PROHIBITION_CONTROL_LEAST = 3  # 法发〔2011〕9号 art. 6
PROHIBITION_PROBATION_LEAST = 2  # ibid.
OCCUPATION_BAN = (36, 60)  # 刑法 37-1(1): three to five years

FINE_LEAST_ADULT = 1_000  # yuan, 法释〔2000〕45号 art. 2(1)
FINE_LEAST_JUVENILE = 500  # yuan, 法释〔2000〕45号 art. 2(2)
THREE_YEARS = 36  # 法释〔2016〕9号 art. 19: the lowest fines for graft
FINE_DEADLINE = 3  # 法释〔2000〕45号 art. 5: at most three months after effect

SINGLE_JUDGE_LONGEST = 36  # 刑诉法 216(1), 222
PANEL_SIZES = (3, 5, 7)  # 刑诉法 183, 人民陪审员法 14
APPEAL_DAYS = 10  # 刑诉法 230: ten days from the second day
RECIDIVISM_YEARS = 5  # 刑法 65(1)
ADULT = 18  # 刑法 17, 65; 刑诉法 285, 35

DAYS_OF_TOLERANCE = 1  # a printed end one day off is left alone: courts count the first day apart

#: Circumstances that allow a sentence below the bracket (刑法 63(1) with the article of each).
MITIGATING = {
    "voluntary_surrender": "67(1)",
    "merit": "68",
    "major_merit": "68",
    "attempt": "23",
    "preparation": "22",
    "discontinuance": "24",
    "accessory": "27",
    "coerced": "28",
    "limited_capacity": "18(3)",
    "deaf_mute_or_blind": "19",
    "juvenile": "17",
    "elderly": "17-1",
    "excessive_defence": "20(2)",
    "excessive_necessity": "21(2)",
}


def fine_bounds(
    rule: str, named: tuple[int, int] | None, amount: int, *, juvenile: bool, months: int
) -> tuple[int, int | None]:
    """Least and greatest lawful fine beside a main penalty, in yuan.

    Args:
        rule: ``Offence.fine_rule``.
        named: The range that the bracket's article names, if it does.
        amount: Amount of the crime or, for ``gain``, the unlawful gain; 0 when there is none.
        juvenile: Under 18 at the crime.
        months: Fixed term imposed; the range for graft goes by it, whatever the bracket.

    Returns:
        Bounds, both included; None for no upper bound.
    """
    least = FINE_LEAST_JUVENILE if juvenile else FINE_LEAST_ADULT
    if rule == "theft":  # 法释〔2013〕8号 art. 14
        return FINE_LEAST_ADULT, 2 * amount if amount else 100_000
    if rule == "extortion":  # 法释〔2013〕10号 art. 8
        return 2_000, 2 * amount if amount else 100_000
    if rule == "graft":  # 法释〔2016〕9号 art. 19
        if named is not None and months <= THREE_YEARS:
            return named
        least = 200_000 if months < 120 else 500_000
        return least, max(least, 2 * amount)
    if rule == "goods":  # 刑法 140: half to twice the sales
        return amount // 2, 2 * amount
    if rule == "gain" and amount:  # 刑法 225: one to five times the gain
        return amount, 5 * amount
    if named is not None:
        return named
    return least, None
