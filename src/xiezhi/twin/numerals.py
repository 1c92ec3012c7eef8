"""Numbers, money, dates and terms written the ways courts write them."""

from datetime import date

_DIGITS = "零一二三四五六七八九"
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _below_ten_thousand(number: int) -> str:
    text, gap = "", False
    for unit, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text


def han(number: int) -> str:
    """A whole number below 10^12 in Chinese numerals (``12005`` → 一万二千零五)."""
    if number == 0:
        return "零"
    text, gap = "", False
    for unit, power in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part, number = divmod(number, power)
        if part:
            text += (
                ("零" if text and (gap or part < 1000) else "") + _below_ten_thousand(part) + unit
            )
            gap = False
        else:
            gap = bool(text)
    return text[1:] if text.startswith("一十") else text


def capital(number: int) -> str:
    """A whole number in the numerals of cheques (``5000`` → 伍仟)."""
    text = han(number)
    if text.startswith("十"):
        text = "一" + text
    return text.translate(_CAPITALS)


def ten_thousands(yuan: int) -> str:
    """Yuan as a decimal number of 万 (``15000`` → 1.5万); only for whole hundreds."""
    whole, rest = divmod(yuan, 10_000)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{whole}.{decimals}万" if decimals else f"{whole}万"


def money(yuan: int, style: str) -> str:
    """An amount as text.

    Args:
        yuan: Whole yuan.
        style: ``han``, ``arabic``, ``wan``, ``comma``, ``wide_comma`` or ``capital``.

    Returns:
        For example 二万元, 20000元, 2万元, 20,000元, 20，000元, 贰万元.
    """
    if style == "han":
        return f"{han(yuan)}元"
    if style == "capital":
        return f"{capital(yuan)}元"
    if style == "wan" and yuan >= 10_000 and yuan % 100 == 0:
        return f"{ten_thousands(yuan)}元"
    if style == "comma":
        return f"{yuan:,}元"
    if style == "wide_comma":
        return f"{yuan:,}元".replace(",", "，")
    return f"{yuan}元"


def year_digits(year: int, zero: str = "〇") -> str:
    """A year digit by digit (2016 → 二〇一六)."""
    return "".join(_DIGITS[int(digit)] for digit in str(year)).replace("零", zero)


def day_text(day: date, style: str = "arabic") -> str:
    """A date as text: ``arabic`` 2016年5月3日, ``han`` 二〇一六年五月三日, ``ring`` with ○."""
    if style == "arabic":
        return f"{day.year}年{day.month}月{day.day}日"
    if style == "wide":
        return day_text(day).translate(_WIDE)
    zero = "○" if style == "ring" else "〇"
    return f"{year_digits(day.year, zero)}年{han(day.month)}月{han(day.day)}日"


def term_text(months: int, days: int = 0, style: str = "plain") -> str:
    """A length of time: ``plain`` 一年六个月, ``zero`` 一年零六个月, ``arabic`` 1年6个月."""
    years, rest = divmod(months, 12)
    write = str if style == "arabic" else han
    text = f"{write(years)}年" if years else ""
    if rest:
        text += ("零" if text and style == "zero" else "") + f"{write(rest)}个月"
    if days:
        text += ("零" if text and style == "zero" else "") + f"{write(days)}日"
    return text or f"{write(0)}日"
