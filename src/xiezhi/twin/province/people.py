"""The people of the province: born, named, registered somewhere and, some of them, dead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import age_on, anniversary
from xiezhi.twin.province.columns import joined, pick
from xiezhi.twin.province.numbers import citizen_numbers

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.places import Places

__all__ = ["People", "born"]

_BANDS = (4.6, 6.0, 6.3, 5.5, 5.2, 6.2, 8.3, 7.5, 6.8, 7.4, 8.5, 7.9, 5.4, 5.6, 4.4, 3.0, 2.1)
_OLDEST = (1.2, 0.5, 0.15)
_HAZARD, _GROWTH = 3e-5, 0.095  # deaths a year at age 0 and their yearly growth (Gompertz)
_YEAR = 365.2425
_MIGRANTS = 0.08
_OTHER_REGIONS = (329101, 339102, 369103, 419104, 429105, 439106, 519107, 529108)

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余"
_SURNAMES += "于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏韦付方邹熊白孟秦邱侯江尹薛闫段雷龙"
_MALE = "伟强磊军勇涛明超杰鹏斌辉刚健波飞海峰建国志华文武祥凯俊亮宏平德福贵才根发林生成庆新东光永"
_FEMALE = "芳娜敏静丽艳娟霞秀玲桂兰婷雪慧莹洁燕红梅琴云莲春萍凤晶佳琳丹英珍翠素月香菊巧爱"
_DOTTED = ("阿里木", "古丽", "卓玛", "扎西", "尼玛", "阿依", "买买提", "艾山")


@dataclass(frozen=True)
class People:
    """Everybody, in the order of the citizen numbers; a person is a place in these columns.

    Attributes:
        ids: Citizen numbers.
        names: Names as the household register has them.
        male: Sex.
        birth: Days of birth.
        death: Days of death; ``NEVER`` or beyond the present for the living.
        county: Where they are registered.
        town: Number of the town within the county.
    """

    ids: pa.Array
    names: pa.Array
    male: Bools
    birth: Ints
    death: Ints
    county: Ints
    town: Ints

    @property
    def count(self) -> int:
        """How many."""
        return len(self.birth)

    def who(
        self, places: Ints, name: str = "name", number: str = "citizen_id"
    ) -> dict[str, pa.Array]:
        """Name and number of the person of each row under the column names given."""
        return {name: pick(self.names, places), number: pick(self.ids, places)}

    def id_of(self, places: Ints) -> pa.Array:
        """Citizen numbers of the person of each row."""
        return pick(self.ids, places)

    def name_of(self, places: Ints) -> pa.Array:
        """Names of the person of each row."""
        return pick(self.names, places)

    def alive(self, day: Ints | int) -> Bools:
        """Who lives on the day."""
        return (self.birth <= day) & (self.death > day)

    def age(self, day: int) -> Ints:
        """Full years of age on one day."""
        return age_on(self.birth, day)

    def turns(self, years: Ints | int) -> Ints:
        """The birthday on which they complete so many years."""
        return anniversary(self.birth, years)


def born(draw: Draw, count: int, places: Places, since: int, as_of: int) -> People:
    """Everybody who lived at some time between the two days.

    Args:
        draw: Source of chance.
        count: How many.
        places: The province.
        since: First day of the agencies' books.
        as_of: The present.
    """
    birth = _births(draw, count, as_of)
    death = _deaths(draw, birth, since)
    death[death > as_of] = NEVER
    male = draw.odds(0.512, count)
    county = draw.weigh(_sizes(draw, places.count), count)
    town = draw.whole(0, 5, count)
    regions = np.array([int(code) for code in places.codes])[county]
    other = draw.odds(_MIGRANTS, count)
    elsewhere = np.array(_OTHER_REGIONS)[draw.whole(0, len(_OTHER_REGIONS) - 1, count)]
    regions = np.where(other, elsewhere, regions)
    ids = citizen_numbers(regions, birth, male)
    order = pc.sort_indices(ids).to_numpy()
    chosen = pa.array(order)
    names = _names(draw, male[order])
    return People(
        ids.take(chosen),
        names,
        male[order],
        birth[order],
        death[order],
        county[order],
        town[order],
    )


def _births(draw: Draw, count: int, as_of: int) -> Ints:
    band = draw.weigh([*_BANDS, *_OLDEST], count)
    return (as_of - (5 * band + 5 * draw.shares(count)) * _YEAR).astype(np.int64)


def _deaths(draw: Draw, birth: Ints, since: int) -> Ints:
    """Days of death of people who lived on ``since`` or were born later."""
    age = np.maximum(since - birth, 0) / _YEAR
    patience = -np.log1p(-draw.shares(len(birth)))
    years = np.log1p(_GROWTH * patience / (_HAZARD * np.exp(_GROWTH * age))) / _GROWTH
    return (np.maximum(birth, since) + 1 + years * _YEAR).astype(np.int64)


def _sizes(draw: Draw, count: int) -> list[float]:
    return [0.7 + 0.6 * float(share) for share in draw.shares(count)]


def _names(draw: Draw, male: Bools) -> pa.Array:
    count = len(male)
    # frequent surnames come first, as in the country
    weights = 1 / (np.arange(len(_SURNAMES)) + 6.0)
    surnames = pick(list(_SURNAMES), draw.weigh(weights, count))
    given = joined(_given(draw, male), _second(draw, male))
    names = joined(surnames, given)
    dotted = draw.odds(0.004, count)
    parts = draw.whole(0, len(_DOTTED) - 1, 2 * count)
    foreign = joined(pick(_DOTTED, parts[:count]), "·", pick(_DOTTED, parts[count:]))
    return pc.if_else(pa.array(dotted), foreign, names)


def _given(draw: Draw, male: Bools) -> pa.Array:
    signs = list(_MALE + _FEMALE)
    place = np.where(
        male,
        draw.whole(0, len(_MALE) - 1, len(male)),
        len(_MALE) + draw.whole(0, len(_FEMALE) - 1, len(male)),
    )
    return pick(signs, place)


def _second(draw: Draw, male: Bools) -> pa.Array:
    signs = ["", *_MALE, *_FEMALE]
    place = np.where(
        male,
        1 + draw.whole(0, len(_MALE) - 1, len(male)),
        1 + len(_MALE) + draw.whole(0, len(_FEMALE) - 1, len(male)),
    )
    return pick(signs, np.where(draw.odds(0.18, len(male)), 0, place))
