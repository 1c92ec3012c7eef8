"""Cover names and numbers, in values and inside passages, without moving a single character.

A covered text is as long as the text it covers, so every place in a document stays true:
张三丰 becomes 张某某, two 张某某 in one document 张某甲 and 张某乙, an identity number keeps six
digits in front and four behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.mask import mask_account, mask_address, mask_id, mask_name, mask_phone
from xiezhi.kernel.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Masker", "cover_address", "cover_name", "cover_number", "names_in"]

_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜"
    "倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫"
    "查屈鲍覃霍翁隋植甘景薄单包柏宁柯阮桂闵车闫肖付代喻冉蒙蓝木古涂迟隗房农巫晏褚于向成时"
)
# What may follow a name; a run of two or three Han characters before anything else is no name.
_AFTER = (
    '，,、。；;：:（）()《〈“”"'
    "犯因在与和及的等对以将为于系自伙到从向驾持供述辩经归有无认退已未是均不共"
    "受并之也还只诉赔所构"
)
_ROLE = (
    "原审被告人|被告人|上诉人|被害人|犯罪嫌疑人|同案犯|同案人|自诉人|附带民事诉讼原告人|原告人|证人|"
    "辩护人|法定代理人|诉讼代理人|监护人|吸毒人员|购毒人员|购买者|失主|死者|伤者|其子|其女|其妻|其夫|其父|其母"
)
_NAMED = re.compile(rf"(?:{_ROLE})(?P<names>[一-鿿·]{{2,16}}(?:、[一-鿿·]{{2,8}})*)")
_DOTTED = re.compile(rf"[^·]{{1,7}}(?:·[^·{_AFTER}]{{1,7}})+")
_CERTAIN = re.compile(r"[，,]\s*[男女]|犯(?!罪)|[（(](?:自报|曾用|别名|又名|绰号|身份|另案|已判)")
_NO_NAME = frozenset("所共均再又未因实不系曾初多连的及其对在于是以被各分一二三四五六七")
_BENCH = re.compile(
    r"(?:审判长|审判员|陪审员|书记员|法官助理|检察员|检察官助理|公诉人)[：:\s]*"
    r"(?P<name>[一-鿿](?:\s{0,3}[一-鿿]){1,2}?)"
    r"(?=\s|审判|人民|代理|书记|法官|陪审|出庭|到庭|二[〇○０O0零]|$|[，,。；;、）])"
)
_CALLED = re.compile(
    r"(?:绰号|外号|曾用名|别名|又名|化名|小名|昵称|微信名)[为是叫：:]?[“\"‘']?(?P<name>[^“”\"‘’'，,。；;（）()]{1,12})"
)
_NUMBERS = (
    re.compile(
        r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:[0-9*×xX]{8}|[0-9*×xX]{11})[0-9xX*×]?(?![0-9A-Za-z])"
    ),
    re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5} ?[0-9]{8} ?[0-9]{3}[0-9Xx](?![0-9A-Za-z])"),
    re.compile(r"(?<![0-9])1[3-9][0-9][0-9*×xX]{8}(?![0-9])"),
    re.compile(r"(?<![0-9])[0-9]{12,19}(?![0-9])"),
    re.compile(r"(?<![0-9])[0-9]{4}(?:[ -][0-9]{4}){2,3}(?:[ -]?[0-9]{1,4})?(?![0-9])"),
    re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-Z0-9]{5,6}(?![A-Za-z0-9])"
    ),
)
_LIVES = re.compile(
    r"(?:现住址|住址|住所地|户籍所在地|户籍地|户籍|现住|暂住|居住地|家住|住)[：:为是在于]?(?P<place>[^，,。；;（）()\n]{4,40})"
)
_VALUES: dict[str, Callable[[str], str]] = {
    "id": mask_id,
    "number": mask_account,
    "address": mask_address,
}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_COVERED = re.compile("[某×*＊xX○]")
_UNIT = re.compile(r"(?:公司|中心|合作社|集团|学校|银行|.{3}[厂店院局部所行社会站场队])$")


@lru_cache(maxsize=65_536)
def cover_name(name: str) -> str:
    """A person's name, covered by the house's rule at its own length; units are left alone.

    A name the court has covered already, and a single character, stay as they are.
    """
    if len(name) < 2 or _COVERED.search(name) or _UNIT.search(name):
        return name
    covered = mask_name(name)
    if len(covered) == len(name) and " " not in name:
        return covered
    rest = "*" if name.isascii() else "某"
    return name[0] + "".join(rest if char.isalnum() else char for char in name[1:])


def cover_number(number: str) -> str:
    """A number with its middle covered; identity numbers keep six signs before and four behind."""
    digits = len(re.sub(r"[ -]", "", number))
    front, behind = (6, 4) if digits in (15, 18) else (3, 2) if digits == 11 else (0, 4)
    if digits < 11:
        front, behind = 2, 1
    end = len(number) - behind
    middle = "".join("*" if char.isalnum() else char for char in number[front:end])
    return number[:front] + middle + number[end:]


def cover_address(place: str) -> str:
    """An address down to its district; what names street and door is covered."""
    keep = len(mask_address(place).rstrip("*"))
    return place[:keep] + "*" * (len(place) - keep)


def names_in(text: str) -> Iterator[str]:
    """Names that a text gives to the people of a case: after a role, an alias, a kinship."""
    for found in _NAMED.finditer(text):
        yield from _listed(found["names"], text, found.start("names"))
    for found in _BENCH.finditer(text):
        if found["name"][0] in _SURNAMES:
            yield found["name"]
    for found in _CALLED.finditer(text):
        yield found["name"]


def _listed(run: str, text: str, start: int) -> Iterator[str]:
    """The names of a list behind a role.

    One that is followed as only a name is (，男 · 犯) needs no known surname, nor does one in a
    list that has such a name in it.
    """
    sure = False
    for part in run.split("、"):
        dotted = _DOTTED.match(part)
        name = dotted[0] if dotted else _name_in_front(part, text, start)
        end = start + len(name)
        sure = sure or bool(dotted) or bool(name and _CERTAIN.match(text, end))
        long_enough = 2 <= len(name) <= 4
        plausible = long_enough and name[0] not in _NO_NAME and not _COVERED.search(name)
        if dotted or _is_name(name) or (sure and plausible):
            yield name
        start += len(part) + 1


def _name_in_front(run: str, text: str, start: int) -> str:
    """The shortest beginning of ``run`` of two to four characters with a name's end after it."""
    for length in (2, 3, 4):
        after = text[start + length : start + length + 1]
        if len(run) >= length and (not after or after in _AFTER or after.isspace()):
            return run[:length]
    return ""


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 4 or name[0] not in _SURNAMES or _COVERED.search(name):
        return False
    return not (
        name[0] in "于向成时"
        and name[1] in "当某今同本该上下前后次每其此是一二三四五六七八九十年立为间"
    )


_VALUES["name"] = cover_name


@dataclass(frozen=True, slots=True)
class Masker:
    """Covers what identifies persons, or leaves everything open when ``open_`` is set.

    Attributes:
        open_: Nothing is covered: somebody entitled asked and is named in the file.
    """

    open_: bool = False

    def value(self, value: str, kind: str, type_name: str = "") -> str:
        """A value of a semantic type.

        Args:
            value: As the data hold it.
            kind: How its type says it is covered: ``name``, ``id``, ``number``, ``address``.
            type_name: The type; phones keep other digits than accounts.
        """
        if self.open_ or kind not in _VALUES:
            return value
        if kind == "number" and type_name == "phone":
            return mask_phone(value)
        return _VALUES[kind](value)

    def whom(self, value: str, kind: str) -> str:
        """Whom a clue touches: a person, or a unit; registers of units hold persons as well.

        Args:
            value: The name.
            kind: ``person``, or what else the model takes it for.
        """
        return self.value(value, "name") if kind == "person" or _is_name(value) else value

    def text(
        self, text: str, names: Iterable[str] = (), *, search: bool = True
    ) -> tuple[str, tuple[Span, ...]]:
        """Running text.

        Args:
            text: A passage of a document, or any text that may name persons.
            names: Names known to belong to persons of the document.
            search: Look for names in the text itself; False when ``names`` has those already.

        Returns:
            The text, as long as before, and the places that were covered, in order.
        """
        if self.open_:
            return text, ()
        chars = list(text)
        covered = set[int]()

        def put(start: int, new: str) -> None:
            for offset, char in enumerate(new):
                # What is covered stays covered: a short name inside a longer one, an address.
                if start + offset not in covered and chars[start + offset] != char:
                    chars[start + offset] = char
                    covered.add(start + offset)

        numbered = set[int]()
        for pattern in _NUMBERS:
            for found in pattern.finditer(text):
                for place, char in enumerate(cover_number(found[0]), found.start()):
                    # The digits in front of a check sign X are no number of their own.
                    if place not in numbered:
                        put(place, char)
                numbered.update(range(*found.span()))
        for found in _LIVES.finditer(text):
            put(found.start("place"), cover_address(found["place"]))
        for name, new in self._names(text if search else "", names).items():
            for found in re.finditer(re.escape(name), text):
                put(found.start(), new)
        return "".join(chars), _runs(covered)

    def _names(self, text: str, names: Iterable[str]) -> dict[str, str]:
        """Longest first; names that would look alike once covered get 甲, 乙, …"""
        found = {name for name in (*names, *names_in(text)) if cover_name(name) != name}
        taken: dict[str, int] = {}
        covers: dict[str, str] = {}
        alike: dict[str, list[str]] = {}
        for name in sorted(found):
            alike.setdefault(cover_name(name), []).append(name)
        for cover, same in alike.items():
            for name in same:
                place = taken.setdefault(cover, 0)
                taken[cover] += 1
                numbered = cover[:-1] + _STEMS[place] if place < len(_STEMS) else cover
                covers[name] = cover if len(same) == 1 or name.isascii() else numbered
        return {name: covers[name] for name in sorted(covers, key=len, reverse=True)}


def _runs(places: set[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for place in sorted(places):
        if spans and spans[-1].end == place:
            spans[-1] = Span(spans[-1].start, place + 1)
        else:
            spans.append(Span(place, place + 1))
    return tuple(spans)
