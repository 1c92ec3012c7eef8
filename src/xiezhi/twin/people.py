"""Invented people, firms and numbers."""

from datetime import date

from xiezhi.twin.chance import Chance

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余"
_MALE = "伟强磊军勇涛明超杰鹏斌辉刚健波飞龙海峰建国志华文武祥凯俊亮宏平"
_FEMALE = "芳娜敏静丽艳娟霞秀玲桂兰婷雪慧莹洁燕红梅琴云莲春萍凤晶佳琳丹"
_STEMS = "甲乙丙丁戊己庚辛"
_MASKS = ("×", "X", "*", "×")
_FIRM_WORDS = ("恒昇达", "瑞禾源", "启宸", "金榷", "嘉栎", "鼎沄", "锦垚", "百芃", "众犇", "远骞")
_FIRM_TRADES = ("商贸", "建筑工程", "化工", "金属制品", "电子科技", "物流", "农业开发", "环保材料")
_FIRM_KINDS = ("有限公司", "有限责任公司", "股份有限公司")
SCHOOLING = ("小学文化", "初中文化", "高中文化", "中专文化", "大专文化", "大学文化", "文盲")
WORK = ("农民", "无业", "务工", "个体工商户", "公司职员", "司机", "无固定职业", "工人", "自由职业")
ORIGINS = ("汉族",)

_PROVINCES = (11, 13, 21, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 50, 51, 52, 53, 61, 62)


class Names:
    """Names of one document: none comes twice, all are redacted in the same manner."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._used: set[str] = set()
        #: How the court redacts: full names, 某 or another sign, 某甲, 某1.
        self.style = chance.weigh({"full": 66, "mou": 20, "mou_stem": 7, "mou_digit": 4, "sign": 3})
        self._sign = chance.pick(_MASKS)

    def full(self, sex: str = "male") -> str:
        """A name in full."""
        pool = _MALE if sex == "male" else _FEMALE
        for length in (1, 2, 2, 2, 2, 2, 2, 2):
            wanted = 1 if length == 1 and self._chance.odds(0.3) else 2
            name = self._chance.pick(_SURNAMES) + "".join(self._chance.some(pool, wanted))
            if name not in self._used:
                self._used.add(name)
                return name
        return self.full(sex)

    def party(self, sex: str = "male") -> str:
        """A defendant's name, redacted as this document does."""
        return self.full(sex) if self.style == "full" else self._redacted(self.style)

    def other(self) -> str:
        """A witness or victim: redacted more often than the defendants are."""
        if self.style == "full" and self._chance.odds(0.25):
            return self.full(self._chance.pick(("male", "female")))
        return self._redacted("mou_digit" if self.style == "full" else self.style)

    def _redacted(self, style: str) -> str:
        for surname in self._chance.shuffled(_SURNAMES):
            plain = {
                "mou": surname + self._chance.pick(("某", "某某")),
                "sign": surname + self._sign * self._chance.pick((1, 2)),
            }.get(style, surname + "某")
            tails = {
                "mou_stem": tuple(_STEMS),
                "mou_digit": ("", "1", "2", "3", "4"),
            }.get(style, ("",))
            for tail in tails:
                if plain + tail not in self._used and not self._clashes(plain + tail):
                    self._used.add(plain + tail)
                    return plain + tail
        return self.full()

    def _clashes(self, name: str) -> bool:
        # One name must not begin another (李某 and 李某某), or nobody could tell them apart.
        return any(used.startswith(name) or name.startswith(used) for used in self._used)

    def firm(self, city: str) -> str:
        """A company that does not exist."""
        words = self._chance.pick(_FIRM_WORDS)
        trade = self._chance.pick(_FIRM_TRADES)
        return f"{city}{words}{trade}{self._chance.pick(_FIRM_KINDS)}"

    def judge(self) -> str:
        """A judge, clerk or prosecutor."""
        return self.full(self._chance.pick(("male", "male", "female")))


def citizen_number(chance: Chance, birth: date, sex: str) -> str:
    """A citizen number with a right check digit (GB 11643) of a place that does not exist.

    Its digits three and four are 95 to 97, which no prefecture has.
    """
    order = 2 * chance.whole(0, 499) + (1 if sex == "male" else 0)
    place = f"{chance.pick(_PROVINCES)}{chance.whole(95, 97)}{chance.whole(1, 29):02d}"
    body = f"{place}{birth:%Y%m%d}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def masked_number(chance: Chance, number: str) -> str:
    """A citizen number as a court that takes care prints it."""
    if chance.odds(0.5):
        return number[:6] + "*" * 12
    return number[:6] + "×" * 8 + number[14:]
