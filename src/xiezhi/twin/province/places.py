"""The invented province: its cities and counties and the offices that each of them has.

Names are pairs of characters that name no division of the country; codes use prefectures 91 to 99,
which no province has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from xiezhi.twin.places import STEMS
from xiezhi.twin.province.arrays import Ints, np
from xiezhi.twin.province.columns import pick

__all__ = ["PROVINCE", "Places", "places_for"]

PROVINCE = "霁泊省"
_CODE, _MARK = "34", "皖"
_PEOPLE_PER_COUNTY = 12_500
_COUNTIES_PER_CITY = 7
_TOWNS = 6
_CITY_STEMS, _COUNTY_STEMS, _TOWN_STEMS = 0, 16, 96

_OFFICES = {
    "court": PROVINCE + "{county}人民法院",
    "procuratorate": PROVINCE + "{county}人民检察院",
    "police": "{county}公安局",
    "traffic_police": "{county}公安局交通管理大队",
    "detention_house": "{county}看守所",
    "lockup": "{county}拘留所",
    "correction": "{county}社区矫正管理局",
    "pensions": "{county}社会保险事业管理中心",
    "civil_affairs": "{county}民政局",
    "disabled": "{county}残疾人联合会",
    "health_insurance": "{county}医疗保障局",
    "health": "{county}卫生健康委员会",
    "hospital": "{county}人民医院",
    "finance": "{county}财政局",
    "tax": "国家税务总局{county}税务局",
    "market": "{county}市场监督管理局",
    "transport": "{county}交通运输局",
    "education": "{county}教育局",
    "emergency": "{county}应急管理局",
    "housing": "{county}住房和城乡建设局",
    "land": "{county}自然资源局",
    "water": "{county}水利局",
    "environment": "{county}生态环境分局",
    "weather": "{county}气象局",
    "urban": "{county}城市管理局",
    "labour": "{county}劳动人事争议仲裁委员会",
    "registry": "{county}不动产登记中心",
    "grid": "{county}供电公司",
    "relief_fund": "{county}道路交通事故社会救助基金管理中心",
    "prison": PROVINCE + "{city}监狱",
    "higher_court": PROVINCE + "{city}中级人民法院",
}


@dataclass(frozen=True)
class Places:
    """The counties, numbered from 0; every array of counties holds such numbers.

    Attributes:
        counties: Names (栖陂县).
        cities: The city each county belongs to.
        codes: Six digits.
        court_codes: As case numbers carry them.
    """

    counties: tuple[str, ...]
    cities: tuple[str, ...]
    codes: tuple[str, ...]
    court_codes: tuple[str, ...]
    higher_codes: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many counties."""
        return len(self.counties)

    def offices(self, kind: str) -> pa.Array:
        """Names of one kind of office, county by county."""
        form = _OFFICES[kind]
        return pa.array(
            [
                form.format(county=county, city=city)
                for county, city in zip(self.counties, self.cities, strict=True)
            ],
            pa.string(),
        )

    def office(self, kind: str, county: Ints) -> pa.Array:
        """The office of each row's county."""
        return pick(self.offices(kind), county)

    def division(self, county: Ints) -> pa.Array:
        """The code of each row's county."""
        return pick(pa.array(self.codes), county)

    @cached_property
    def towns(self) -> pa.Array:
        """Names of towns, six a county in the counties' order."""
        names = []
        for place in range(self.count * _TOWNS):
            stem = STEMS[(_TOWN_STEMS + place) % len(STEMS)]
            names.append(stem + ("街道" if place % _TOWNS < 2 else "镇"))
        return pa.array(names)

    def town_places(self, county: Ints, number: Ints) -> Ints:
        """Where in `towns` the numbered town (any whole number) of each row's county stands."""
        return county * _TOWNS + number % _TOWNS


def places_for(people: int) -> Places:
    """As many counties as so many people fill, at least two and at most 63."""
    count = int(np.clip(round(people / _PEOPLE_PER_COUNTY), 2, 9 * _COUNTIES_PER_CITY))
    cities, counties, codes, courts, higher = [], [], [], [], []
    for place in range(count):
        city, seat = divmod(place, _COUNTIES_PER_CITY)
        number = f"{91 + city}{seat + 1:02d}"
        cities.append(STEMS[_CITY_STEMS + city] + "市")
        counties.append(STEMS[_COUNTY_STEMS + place] + ("县", "区", "市")[place % 3])
        codes.append(_CODE + number)
        courts.append(_MARK + number)
        higher.append(_MARK + number[:2])
    return Places(tuple(counties), tuple(cities), tuple(codes), tuple(courts), tuple(higher))
