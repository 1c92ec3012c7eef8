"""One spelling for every character, without moving a single one.

Courts' systems write digits, letters, brackets and punctuation in several widths. Patterns are
written for one of them. Cleaning replaces a character by exactly one character, so that every
offset into the clean text is an offset into the text as given.
"""

from __future__ import annotations

import re

__all__ = ["clean"]


def _variants() -> dict[str, str]:
    """Every variant that is replaced, with the one spelling patterns are written for."""
    one = {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    for letter in range(26):
        one[chr(0xFF21 + letter)] = chr(ord("A") + letter)
        one[chr(0xFF41 + letter)] = chr(ord("a") + letter)
    spellings = {
        "，": ",﹐",
        "；": ";﹔",
        "：": ":﹕︰∶∷",
        "（": "(﹙",
        "）": ")﹚",
        "〔": "[［【﹝",
        "〕": "]］】﹞",
        "《": "«",
        "》": "»",
        "“": "〝",
        "”": "〞",
        ".": "．",
        "%": "％﹪℅",
        "-": "－﹣",
        "/": "／∕",
        "*": "＊﹡✱",
        "×": "✕✖╳",
        "#": "＃﹟",
        "〇": "○◯ΟО",
        "￥": "¥",
        " ": "\x00\u00a0\u3000\u2002\u2003\u2009\ufeff\u200b\t",
    }
    for spelling, variants in spellings.items():
        for variant in variants:
            if variant != spelling:
                one[variant] = spelling
    return one


_ONE = _variants()
_VARIANT = re.compile("[" + "".join(map(re.escape, _ONE)) + "]")


def clean(text: str) -> str:
    """The text in one spelling; character ``i`` of the result is character ``i`` of the text.

    Full-width digits and letters become ASCII, ASCII punctuation becomes the Chinese one,
    the brackets of case numbers become ``〔〕``, zeros written as circles become ``〇``, and
    blanks of every kind (null bytes too) become a blank; line breaks stay.

    Example:
        >>> clean("（２０３１）某０１０１刑初７号")
        '（2031）某0101刑初7号'
    """
    found = _VARIANT.search(text)
    while found is not None:  # a variant that was replaced stands nowhere behind either
        text = text.replace(found[0], _ONE[found[0]])
        found = _VARIANT.search(text, found.end())
    return text
