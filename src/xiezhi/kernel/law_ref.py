"""One reference to law: 《中华人民共和国刑法》第一百三十三条之一第一款第（二）项."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import chinese, integer

__all__ = ["LawRef", "law_name"]

TYPE = "law_ref"
LARGEST_ARTICLE, LARGEST_PARAGRAPH, LARGEST_ITEM = 1400, 30, 99
"""No text of law has an article, paragraph or item beyond these."""

_BRACKETS = str.maketrans("()〔〕[]［］〈〉<>《》", "（）（）（）（）〈〉〈〉〈〉")
_STATE = re.compile(r"(?<![\u4e00-\u9fff])中华人民共和国(?=[\u4e00-\u9fff])")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_N = "[0-9０-９零〇○一二三四五六七八九十百千]{1,8}"
_SHAPE = re.compile(
    rf"(《.{{2,120}}》|[^第《》]{{2,60}})?第({_N})条(?:之({_N}))?(?:第({_N})款)?"
    rf"(?:第[（(]?({_N})[）)]?项)?"
)


@dataclass(frozen=True, slots=True)
class LawRef:
    """One place in one law.

    Attributes:
        law: Its name as :func:`law_name` writes it: 刑法, 最高人民法院关于…的解释.
        article: 条, from 1.
        article_sub: The n of 之n, an article put in later.
        paragraph: 款.
        item: 项.
    """

    law: str
    article: int
    article_sub: int | None = None
    paragraph: int | None = None
    item: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no law has.

        Raises:
            RefusedValueError: No law named, or a number outside its bounds.
        """
        if not self.law:
            raise RefusedValueError(TYPE, "", "no law is named")
        for number, largest, word in (
            (self.article, LARGEST_ARTICLE, "article"),
            (self.article_sub, LARGEST_PARAGRAPH, "added article"),
            (self.paragraph, LARGEST_PARAGRAPH, "paragraph"),
            (self.item, LARGEST_ITEM, "item"),
        ):
            if number is not None and not 1 <= number <= largest:
                raise RefusedValueError(TYPE, str(number), f"no law has an {word} of that number")

    @classmethod
    def parse(cls, text: str, law: str | None = None) -> LawRef:
        """One reference; ``law`` is the law when the text names none.

        Raises:
            RefusedValueError: No reference, several (see :mod:`xiezhi.kernel.law_list`), no law.
        """
        match = _SHAPE.fullmatch(_BLANKS.sub("", text))
        if match is None:
            raise RefusedValueError(TYPE, text[:60], "it has no single reference's shape")
        named, *digits = match.groups()
        try:
            numbers = [None if part is None else integer(part) for part in digits]
        except RefusedValueError as refused:
            raise RefusedValueError(TYPE, text[:60], refused.why) from None
        article, article_sub, paragraph, item = numbers
        return cls(law_name(named or law or ""), article or 0, article_sub, paragraph, item)

    @property
    def article_no(self) -> str:
        """``133`` or ``133-1``: the article as the rulebook's tables write it."""
        return f"{self.article}" + ("" if self.article_sub is None else f"-{self.article_sub}")

    @property
    def whole_article(self) -> LawRef:
        """The same article without paragraph and item."""
        return replace(self, paragraph=None, item=None)

    def show(self) -> str:
        """``《刑法》第一百三十三条之一第一款第（二）项``."""
        words = f"《{self.law}》第{chinese(self.article)}条"
        if self.article_sub is not None:
            words += f"之{chinese(self.article_sub)}"
        if self.paragraph is not None:
            words += f"第{chinese(self.paragraph)}款"
        return words + ("" if self.item is None else f"第（{chinese(self.item)}）项")

    def covers(self, other: LawRef) -> bool:
        """Whether the other reference is this one or lies inside it."""
        return (
            (self.law, self.article, self.article_sub)
            == (other.law, other.article, other.article_sub)
            and self.paragraph in (None, other.paragraph)
            and self.item in (None, other.item)
        )


@lru_cache(maxsize=4096)
def law_name(text: str) -> str:
    """A law's name in one spelling: no 《》, no blanks, （） for brackets, 中华人民共和国 left out.

    ``《中华人民共和国刑法》`` and ``刑法`` become ``刑法``.
    """
    bare = _BLANKS.sub("", text)
    if bare.startswith("《") and bare.endswith("》"):
        bare = bare[1:-1]
    return _STATE.sub("", bare.translate(_BRACKETS))
