"""Invented cities, counties and courts in the real provinces.

Only the provinces exist. Every city, county and district is made of two characters whose pairs
name no division of the country (a test looks them up), and court codes use numbers 80 and above,
which no prefecture has.
"""

from dataclasses import replace
from functools import cache

from xiezhi.twin.history import Court

PROVINCES: tuple[tuple[str, str], ...] = (
    ("北京市", "京"),
    ("天津市", "津"),
    ("河北省", "冀"),
    ("山西省", "晋"),
    ("内蒙古自治区", "内"),
    ("辽宁省", "辽"),
    ("吉林省", "吉"),
    ("黑龙江省", "黑"),
    ("上海市", "沪"),
    ("江苏省", "苏"),
    ("浙江省", "浙"),
    ("安徽省", "皖"),
    ("福建省", "闽"),
    ("江西省", "赣"),
    ("山东省", "鲁"),
    ("河南省", "豫"),
    ("湖北省", "鄂"),
    ("湖南省", "湘"),
    ("广东省", "粤"),
    ("广西壮族自治区", "桂"),
    ("海南省", "琼"),
    ("重庆市", "渝"),
    ("四川省", "川"),
    ("贵州省", "黔"),
    ("云南省", "云"),
    ("西藏自治区", "藏"),
    ("陕西省", "陕"),
    ("甘肃省", "甘"),
    ("青海省", "青"),
    ("宁夏回族自治区", "宁"),
    ("新疆维吾尔自治区", "新"),
)
_FIRST = "澄霁岚鹤墨栖萝桐砚湫棠荻皋漪芷晏"
_SECOND = "泊汀陂川岭浦桥坞塘渚垣溪屏原津崖"
STEMS: tuple[str, ...] = tuple(first + second for second in _SECOND for first in _FIRST)
_SEATS_PER_PROVINCE = 8
_MUNICIPALITIES = {"京", "津", "沪", "渝"}


def _stem(province: int, place: int) -> str:
    # 7 and 256 have no common divisor, so all 31 × 8 stems differ.
    return STEMS[(province * _SEATS_PER_PROVINCE + place) * 7 % len(STEMS)]


@cache
def basic_courts() -> tuple[Court, ...]:
    """Courts of first instance of districts, cities at county level and counties."""
    courts = []
    for index, (province, mark) in enumerate(PROVINCES):
        for place in range(1, _SEATS_PER_PROVINCE - 1):
            half = place // 4
            courts.append(_basic_court(index, province, mark, half, place))
    return tuple(courts)


def _city(index: int, province: str, mark: str, half: int) -> tuple[str, str, str]:
    """Name of the city, of its intermediate court and the code of both."""
    code = f"{mark}{80 + half}"
    if mark in _MUNICIPALITIES:
        return province, f"{province}第{'七八'[half]}中级人民法院", code
    city = _stem(index, 7 * half) + "市"
    return city, f"{province}{city}中级人民法院", code


def _basic_court(index: int, province: str, mark: str, half: int, place: int) -> Court:
    city, superior, code = _city(index, province, mark, half)
    stem = _stem(index, place)
    suffix = ("区", "旗" if mark == "内" else "县", "市")[place % 3]
    suffix = "区" if mark in _MUNICIPALITIES else suffix
    seat = stem + suffix
    prefix = province if suffix != "区" or mark in _MUNICIPALITIES else province + city
    police = f"{city}公安局{stem}分局" if suffix == "区" else f"{seat}公安局"
    return Court(
        f"{prefix}{seat}人民法院",
        seat,
        city,
        province,
        "basic",
        f"{code}{80 + place:02d}",
        stem[0],
        superior,
        f"{prefix}{seat}人民检察院",
        police,
        f"{seat}看守所",
    )


@cache
def intermediate_courts() -> tuple[Court, ...]:
    """Courts above the basic ones, for grave first instances and for appeals."""
    courts = []
    for index, (province, mark) in enumerate(PROVINCES):
        for half in (0, 1):
            city, name, code = _city(index, province, mark, half)
            office = name.replace("中级人民法院", "人民检察院")
            if mark in _MUNICIPALITIES:
                office = office.replace("人民检察院", "").replace("第", "人民检察院第") + "分院"
            courts.append(
                Court(
                    name,
                    city,
                    city,
                    province,
                    "intermediate",
                    code,
                    _stem(index, 7 * half)[0],
                    f"{province}第二高级人民法院",  # the real high courts carry no number
                    office,
                    f"{city}公安局",
                    f"{city}第一看守所",
                )
            )
    return tuple(courts)


def court_above(court: Court) -> Court:
    """The court that hears appeals: the intermediate court, for that the invented high court."""
    if court.level == "basic":
        return next(above for above in intermediate_courts() if above.name == court.superior)
    return replace(
        court,
        name=court.superior,
        level="high",
        code=court.code[0],
        old_code=court.code[0],
        superior="",
        prosecutor=court.superior.replace("高级人民法院", "人民检察院"),
    )
