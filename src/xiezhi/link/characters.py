"""Text as DuckDB compares it: by characters, never by bytes."""

from __future__ import annotations

__all__ = ["HAN", "LATIN", "narrow", "one_character", "unmarked"]

HAN = r"[\x{3400}-\x{9fff}\x{20000}-\x{3ffff}]"
"""One Chinese character."""

_WIDE = "".join(chr(code + 0xFEE0) for code in range(0x21, 0x7F))
_NARROW = "".join(chr(code) for code in range(0x21, 0x7F))

LATIN = f"not regexp_matches({{c}}_l, '{HAN}') and not regexp_matches({{c}}_r, '{HAN}')"
"""Both values are without Chinese characters: one byte each, so that byte distances hold."""


def narrow(sql: str) -> str:
    """Full-width signs as plain ones, letters as capitals."""
    wide, plain = _WIDE.replace("'", "''"), _NARROW.replace("'", "''")
    # translating every value costs as much as all the rest of a row: few have wide signs
    has_wide = rf"regexp_matches({sql}, '[\x{{ff01}}-\x{{ff5e}}]')"
    return f"upper(case when {has_wide} then translate({sql}, '{wide}', '{plain}') else {sql} end)"


def unmarked(sql: str) -> str:
    """Without blanks, dots between parts of a name, hyphens, apostrophes; null when empty."""
    return rf"nullif(regexp_replace({sql}, '[\s\x{{3000}}·•‧∙・.．,，''’_-]', '', 'g'), '')"


def one_character() -> str:
    """The two values differ in one character, or one has a character more.

    Computed for a pair, not per row: few pairs come as far as this question.
    """
    apart = (
        "len(list_filter(list_zip(string_split({c}_l, ''), string_split({c}_r, '')), "
        "lambda z: z[1] <> z[2])) = 1"
    )
    return (
        "case length({c}_l) - length({c}_r) "
        f"when 0 then {apart} "
        f"when 1 then {_one_more('{c}_l', '{c}_r')} "
        f"when -1 then {_one_more('{c}_r', '{c}_l')} else false end"
    )


def _one_more(longer: str, shorter: str) -> str:
    fewer = f"left({longer}, i - 1) || substr({longer}, i + 1)"
    return (
        f"list_contains(list_transform(range(1, length({longer}) + 1), lambda i: {fewer}), "
        f"{shorter})"
    )
