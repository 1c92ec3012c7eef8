"""Text of an expression → tree. A grammar of its own: small enough to say exactly what is wrong.

The grammar is the part of SQL that ``docs/model-language.md`` lists; anything else is refused at
its position. See ``docs/decisions`` for why no general SQL parser reads expressions.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from xiezhi.sql.tree import (
    Between,
    Binary,
    Call,
    Case,
    In,
    IsNull,
    Like,
    ListOf,
    Literal,
    Name,
    Param,
    Tree,
    Unary,
    columns_of,
)

__all__ = ["ExpressionError", "Grammar", "columns_in", "parse_expression"]


class ExpressionError(ValueError):
    """The text is not an expression of the language.

    Attributes:
        offset: Position in the text, characters from 0.
        what: What is wrong, one sentence.
        cure: What to write instead; may be empty.
    """

    def __init__(self, offset: int, what: str, cure: str = "") -> None:
        self.offset = offset
        self.what = what
        self.cure = cure
        super().__init__(f"at character {offset + 1}: {what}")


_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>\d+\.\d+|\d+)
      | (?P<text>'(?:[^']|'')*')
      | (?P<param>:[a-z_][a-z0-9_]*)
      | (?P<quoted>"[^"]+")
      | (?P<dotted>[^\W\d]\w*\.(?:[^\W\d]\w*|\*))
      | (?P<word>[^\W\d]\w*)
      | (?P<op><>|!=|<=|>=|\|\||[-+*/%(),=<>\[\]])
    """,
    re.VERBOSE,
)
_KEYWORD_LIST = """
and or not in between like is null true false case when then else end order by date desc asc
select from where group having union exists over join inner left on as distinct limit with
"""
_KEYWORDS = frozenset(_KEYWORD_LIST.split())
_COMPARE = {"=", "<>", "!=", "<", "<=", ">", ">="}
_MISREAD = {"left"}
_REFUSED = {
    "select": "An expression holds no query.",
    "exists": "An expression holds no query; use the verbs join or absent.",
    "over": "Windows are a verb of their own: window.",
    "union": "Use the verb combine.",
}


@lru_cache(maxsize=8192)
def parse_expression(text: str) -> Tree:
    """Read an expression.

    Raises:
        ExpressionError: It is not of the language; says where and what instead.
    """
    parser = Grammar(text)
    tree = parser.either()
    parser.end()
    return tree


@lru_cache(maxsize=8192)
def columns_in(text: str) -> frozenset[str]:
    """Names of the columns an expression reads.

    Raises:
        ExpressionError: It is not of the language.
    """
    return columns_of(parse_expression(text))


class Grammar:
    """Reads tokens of one text, weakest operator first.

    ``tables`` is None for an expression; a SELECT gives its aliases, and ``alias.column`` is then
    the column ``alias_column``, noted in ``referred``.
    """

    tables: frozenset[str] | None = None

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.index = 0
        self.referred: dict[tuple[str, str], None] = {}

    # --- tokens ---------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """Kind of the next token."""
        return self.tokens[self.index][0]

    @property
    def word(self) -> str:
        """The next token."""
        return self.tokens[self.index][1]

    @property
    def at(self) -> int:
        """Where the next token begins."""
        return self.tokens[self.index][2]

    def take(self) -> str:
        """The next token, used up."""
        value = self.word
        self.index += 1
        return value

    def accept(self, *words: str) -> str | None:
        """The next token when it is one of these."""
        if self.kind in ("op", "key") and self.word in words:
            return self.take()
        return None

    def expect(self, word: str) -> None:
        """Require a token."""
        if self.accept(word) is None:
            raise ExpressionError(self.at, f"{word!r} is expected before {self._shown()}.")

    def end(self) -> None:
        """Require the end of the text."""
        if self.kind != "end":
            raise ExpressionError(
                self.at, f"{self._shown()} was not expected here.", _REFUSED.get(self.word, "")
            )

    def _shown(self) -> str:
        return "the end" if self.kind == "end" else repr(self.word)

    # --- grammar, weakest first -----------------------------------------------------------------

    def either(self) -> Tree:
        """``or``."""
        left = self.both()
        while (at := self.at) >= 0 and self.accept("or"):
            left = Binary("or", left, self.both(), at)
        return left

    def both(self) -> Tree:
        """``and``."""
        left = self.negation()
        while (at := self.at) >= 0 and self.accept("and"):
            left = Binary("and", left, self.negation(), at)
        return left

    def negation(self) -> Tree:
        """``not``."""
        at = self.at
        if self.accept("not"):
            return Unary("not", self.negation(), at)
        return self.comparison()

    def comparison(self) -> Tree:
        """Comparisons, ``is null``, ``in``, ``between``, ``like``."""
        left = self.sum()
        at = self.at
        if self.kind == "op" and self.word in _COMPARE:
            op = self.take()
            tree: Tree = Binary("<>" if op == "!=" else op, left, self.sum(), at)
            if self.kind == "op" and self.word in _COMPARE:
                raise ExpressionError(self.at, "Comparisons do not chain.", "Join them with and.")
            return tree
        if self.accept("is"):
            negated = self.accept("not") is not None
            if self.accept("true", "false"):
                raise ExpressionError(at, "is true is not read.", "Write the condition alone.")
            self.expect("null")
            return IsNull(left, negated, at)
        negated = self.accept("not") is not None
        if self.accept("in"):
            return self._in(left, at, negated=negated)
        if self.accept("between"):
            low = self.sum()
            self.expect("and")
            return Between(left, low, self.sum(), negated, at)
        if self.accept("like"):
            return Like(left, self.sum(), negated, at)
        if negated:
            raise ExpressionError(at, "not stands before in, between, like or a condition.")
        return left

    def _in(self, left: Tree, at: int, *, negated: bool) -> Tree:
        self.expect("(")
        items = [self.sum()]
        while self.accept(","):
            items.append(self.sum())
        self.expect(")")
        return In(left, tuple(items), negated, at)

    def sum(self) -> Tree:
        """``+ - ||``."""
        left = self.product()
        while (at := self.at) >= 0 and (op := self.accept("+", "-", "||")):
            left = Binary(op, left, self.product(), at)
        return left

    def product(self) -> Tree:
        """``* / %``."""
        left = self.sign()
        while (at := self.at) >= 0 and (op := self.accept("*", "/", "%")):
            left = Binary(op, left, self.sign(), at)
        return left

    def sign(self) -> Tree:
        """A leading minus."""
        at = self.at
        if self.accept("-"):
            operand = self.sign()
            if isinstance(operand, Literal) and isinstance(operand.value, int | Decimal):
                return Literal(-operand.value, at)
            return Unary("-", operand, at)
        return self.primary()

    def primary(self) -> Tree:
        """A constant, a column, a call, a bracket."""
        at, kind = self.at, self.kind
        if kind == "number":
            word = self.take()
            return Literal(Decimal(word) if "." in word else int(word), at)
        if kind == "text":
            return Literal(self.take()[1:-1].replace("''", "'"), at)
        if kind == "param":
            return Param(self.take()[1:], at)
        if kind == "quoted":
            return Name(self.take()[1:-1], at)
        if kind == "word":
            return self._named(self.take(), at)
        if kind == "dotted":
            return self._dotted(self.take(), at)
        if kind == "key":
            return self._keyword(at)
        if self.accept("("):
            tree = self.either()
            self.expect(")")
            return tree
        if self.accept("["):
            return ListOf(self._list("]"), at)
        raise ExpressionError(at, f"A value is expected before {self._shown()}.")

    def _named(self, word: str, at: int) -> Tree:
        if not (self.kind == "op" and self.word == "("):
            return Name(word, at)
        self.take()
        if self.accept("*"):
            self.expect(")")
            return Call(word.lower(), (), None, at)
        args: tuple[Tree, ...] = ()
        order: Tree | None = None
        if not self.accept(")"):
            found = [self.either()]
            while self.accept(","):
                found.append(self.either())
            if self.accept("order"):
                self.expect("by")
                order = self.either()
                if self.accept("desc", "asc"):
                    raise ExpressionError(
                        self.at, "An order is always ascending.", "Use last in place of first."
                    )
            self.expect(")")
            args = tuple(found)
        return Call(word.lower(), args, order, at)

    def _dotted(self, word: str, at: int) -> Tree:
        table, _, column = word.partition(".")
        if self.tables is None:
            raise ExpressionError(at, "A column is named without its table.", f"Write {column}.")
        if table not in self.tables:
            raise ExpressionError(at, f"The query reads no {table!r}.")
        if column == "*":
            raise ExpressionError(at, "Columns are named one by one.")
        self.referred[table, column] = None
        return Name(f"{table}_{column}", at)

    def _list(self, closing: str) -> tuple[Tree, ...]:
        items = [self.either()]
        while self.accept(","):
            items.append(self.either())
        self.expect(closing)
        return tuple(items)

    def _keyword(self, at: int) -> Tree:
        word = self.word
        if self.accept("null"):
            return Literal(None, at)
        if self.accept("true", "false"):
            return Literal(word == "true", at)
        if word == "date":
            self.take()
            return self._day(at)
        if self.accept("case"):
            return self._case(at)
        raise ExpressionError(
            at,
            f"The word {word!r} was not expected here.",
            _REFUSED.get(word, 'A column of that name is written "' + word + '".'),
        )

    def _day(self, at: int) -> Tree:
        if self.kind != "text":
            return self._named("date", at)
        text = self.take()[1:-1]
        try:
            return Literal(datetime.date.fromisoformat(text), at)
        except ValueError as error:
            raise ExpressionError(at, f"There is no day {text!r}.", "Write YYYY-MM-DD.") from error

    def _case(self, at: int) -> Tree:
        whens: list[tuple[Tree, Tree]] = []
        while self.accept("when"):
            condition = self.either()
            self.expect("then")
            whens.append((condition, self.either()))
        if not whens:
            raise ExpressionError(at, "case begins with when.", "Write case when … then … end.")
        otherwise = self.either() if self.accept("else") else None
        self.expect("end")
        return Case(tuple(whens), otherwise, at)


def _is_call(text: str, end: int, word: str) -> bool:
    """Whether a word of the language stands for the function of that name: ``left(x, 2)``."""
    return word.lower() in _MISREAD and text[end : end + 1] == "("


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            shown = text[position]
            cure = "A text is closed by the quote that opened it." if shown in "'\"" else ""
            raise ExpressionError(position, f"{shown!r} is no sign of the language.", cure)
        kind = str(match.lastgroup)
        word = match.group()
        if kind == "word" and word.lower() in _KEYWORDS and not _is_call(text, match.end(), word):
            kind, word = "key", word.lower()
        if kind != "space":
            found.append((kind, word, position))
        position = match.end()
    found.append(("end", "", len(text)))
    return found
