"""Days from which the Criminal Law or a rule on its amounts read as the rows say."""

from datetime import date

AMENDMENT_9 = date(2015, 11, 1)
AMENDMENT_11 = date(2021, 3, 1)
BEFORE_AMENDMENT_11 = date(2021, 2, 28)
GRAFT_RULES = date(2016, 4, 18)  # 法释〔2016〕9号
