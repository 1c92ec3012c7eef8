"""What the kernel's parsers say against a value, in Chinese."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["in_chinese"]

_SAID: Final[dict[str, str]] = {
    # identity numbers and other codes
    "its check sign is wrong": "校验码不符",
    "its check digit is wrong": "校验位不符",
    "no calendar has its birth date": "出生日期不存在",
    "its year of birth is impossible": "出生年份不可能",
    "its first two digits are no province": "前两位不是省级代码",
    "it has no identity number's shape": "不是身份证号码的样式",
    "it is not 17 digits and a sign": "不是17位数字加校验码",
    "a masked number keeps its length": "遮盖后的号码应保持原长度",
    "it is not 18 signs of the standard (I, O, S, V and Z are not among them)": (
        "不是18位统一社会信用代码（不使用I、O、S、V、Z）"
    ),
    "it is not 15 digits": "不是15位数字",
    "it is not nine signs": "不是9位代码",
    "it is not 17 signs (I, O and Q are not among them)": "不是17位代码（不使用I、O、Q）",
    "it has no number plate's shape": "不是车牌号的样式",
    "it has no telephone number's shape": "不是电话号码的样式",
    # days, months, terms
    "no year is named": "没有写明年份",
    "it has no date's shape": "不是日期的样式",
    "a day needs its month": "有日而没有月",
    "it does not refer to an earlier date": "所指的前一日期不明",
    "it refers to a day in two ways": "同一日期有两种写法",
    "the month it refers to is not known": "所指的月份不明",
    "no day has that time": "时刻不存在",
    "it does not part into two days": "不能分成起止两个日期",
    "it ends before it starts": "终点早于起点",
    "no calendar reaches so far": "超出历法的范围",
    "it is no number of full months": "不是整月数",
    "it has no length's shape": "不是期限的样式",
    "its length is missing": "没有写明期限",
    "this penalty has no length": "这种刑罚没有期限",
    "no sentence has that length": "没有这样长的刑期",
    "a length is negative": "期限为负",
    "it names no penalty": "不是刑种",
    "half a year and months stand side by side": "半年与月数并列，含义不明",
    "half a month and days stand side by side": "半个月与日数并列，含义不明",
    "a month without 个 may be a month of the calendar": "“月”可能是历法上的月份",
    "a number of days ahead is not negative": "天数为负",
    "it covers no day": "不包含任何一天",
    "the day lies before the birth": "日期早于出生",
    # sums, numbers
    "it lies outside 0 … 10^15": "数值为负或者过大",
    "it is finer than a hundredth": "金额细于分",
    "it is finer than this column holds": "小数位多于本列所能容纳",
    "it begins with a zero, as redacted sums do": "以0开头，像是被删减的数额",
    "it begins with a zero": "以0开头",
    "it is vague": "数目含糊",
    "it is only near": "只是约数",
    "it is empty": "为空",
    "it is redacted": "有遮盖",
    "it is too large to be meant": "数值过大，不可能是本意",
    "it is too long": "过长",
    "it is too long for one sum": "过长，不是一个金额",
    "it has a fraction where a whole number is expected": "应为整数而有小数",
    "it names a currency and no unit beside a unit": "币种和单位写法混杂",
    "it names two currencies": "写了两种币种",
    "the currency is not known": "不认识的币种",
    "no currency is named": "没有写明币种",
    "no amount is named": "没有写明金额",
    "it does not have the shape of one sum": "不是一个金额",
    "分 alone may be points or shares": "单写“分”，可能是分数或者股份",
    "角 and 分 follow whole yuan only": "角、分之前应为整元",
    "two digits side by side mean either of them or both": "两个数字并列，含义不明",
    "a year is four digits": "年份应为四位",
    "its commas do not part thousands": "逗号不是千分位",
    "its last digit lacks a unit, so it has two readings": "末位数字没有单位，有两种读法",
    "two numbers run together": "两个数连写",
    "two units run together, so it has two readings": "两个单位连写，有两种读法",
    "it ends in a zero that counts nothing": "末尾的零没有意义",
    "a zero stands where none can": "零的位置不对",
    # documents
    "it has 0 bytes": "文件为 0 字节",
    "the PDF file is locked with a password": "PDF 文件有密码",
    "scanned pages without a text layer: install xiezhi[ocr], or deliver the text": (
        "扫描件，没有文字层：安装 xiezhi[ocr]，或者请提供文本"
    ),
    "no writing was found on the pages": "页面上没有找到文字",
    "empty or too short to be a document": "空白或者过短，不是文书",
    "binary, no text": "二进制内容，不是文本",
    "no known encoding (UTF-8, UTF-16, GB 18030)": "编码无法识别（UTF-8、UTF-16、GB 18030 都不是）",
    # case numbers, charges, words, citations
    "it has no case number's shape": "不是案号的样式",
    "it names no kind of court case": "没有案件类型代字",
    "it names no kind of court case, or no court": "没有案件类型代字或者法院代字",
    "court or type is missing": "缺少法院代字或者案件类型代字",
    "a serial number begins at 1": "序号应从1起",
    "it has two sub-numbers": "有两个之号",
    "it is too long for one case number": "过长，不是一个案号",
    "it is no charge": "不是罪名",
    "its braces do not match": "括号不配对",
    "the vocabulary has it twice": "罪名表里有重名",
    "it is no label of the vocabulary": "词表里没有这个说法",
    "it says neither yes nor no": "既不是“是”也不是“否”",
    "it has no single reference's shape": "不是一处引用的样式",
    "it holds words that are no reference": "含有不是引用的字句",
    "no article is named": "没有写明条文",
    "it names no article": "没有写明条文",
    "no law is named": "没有写明法律",
    "the range is none": "起止条文颠倒",
}
_SHAPES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(shape), words)
    for shape, words in (
        (r"no year has a month (.+)", "没有{}月"),
        (r"(\d+)-(\d+) has no day (.+)", "{}年{}月没有{}日"),
        (r"its precision is Y only", "只写到年"),
        (r"its precision is Y-M only", "只写到月"),
        (r"its precision is (.+) only", "只写到{}"),
        (r"the year lies outside (.+) … (.+)", "年份不在{}—{}之间"),
        (r"year outside (.+) … (.+)", "年份不在{}—{}之间"),
        (r"(.+) cannot follow a larger unit so", "“{}”不能接在前面的单位之后"),
        (r"(.+) is no unit of area", "“{}”不是面积单位"),
        (r"the PDF file has (.+) pages; (.+) are read at most", "PDF 文件有{}页；最多读取{}页"),
        (r"no readable PDF file: (.+)", "PDF 文件无法读取（{}）"),
        (r"page (.+) cannot be made out", "第{}页无法辨认"),
        (r"longer than (.+) characters", "超过{}字"),
        (r"the reader failed: (.+)", "读取时程序出错（{}）"),
        (r"it is (.+), no document that is read", "是 {} 文件，不是能读取的文书"),
        (r"(.+) is not a numeral", "“{}”不是数字"),
        (r"(.+) cannot follow so small a unit", "“{}”不能接在更小的单位之后"),
        (r"(.+) lacks its digit", "“{}”前面缺数字"),
        (r"(.+) lacks its number", "“{}”前面缺数目"),
        (r"(.+) cannot have that many", "“{}”前面的数目过大"),
        (r"(.+) stands twice", "“{}”出现两次"),
        (r"(.+) is no number", "“{}”不是条文序号"),
        (r"it is in ([A-Z]{3})", "币种是{}"),
        (r"the vocabulary does not have it(.*)", "罪名表里没有{}"),
        (r"no law has an (.+) of that number", "没有这样编号的条、款、项"),
    )
)


def in_chinese(why: str) -> str:
    """A parser's reason in Chinese; one that is not known stays as it is."""
    if why in _SAID:
        return _SAID[why]
    for shape, words in _SHAPES:
        if found := shape.fullmatch(why):
            return words.format(*found.groups())
    return why
