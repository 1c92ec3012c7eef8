"""Text as DuckDB compares it: by characters, never by bytes."""

from __future__ import annotations

__all__ = ["HAN", "LATIN", "narrow", "one_character", "unmarked"]

HAN = r"[\x{3400}-\x{9fff}\x{20000}-\x{3ffff}]"
"""One Chinese character."""

_WIDE = "".join(chr(code + 0xFEE0) for code in range(0x21, 0x7F))
_NARROW = "".join(chr(code) for code in range(0x21, 0x7F))

LATIN = f"not regexp_matches({{c}}_l, '{HAN}') and not regexp_matches({{c}}_r, '{HAN}')"
"""Both values are without Chinese characters: one byte each, so that byte distances hold."""

_EACH = f"case when regexp_matches({{c}}, '{HAN}') then " + (
    "list_transform(range(1, length({c}) + 1), lambda i: left({c}, i - 1) || "
)

MASKS = ("masks", _EACH + "'_' || substr({c}, i + 1)) end")
"""A Chinese value with each character in turn covered: two that share one differ there alone."""

FEWER = ("fewer", _EACH + "substr({c}, i + 1)) end")
"""A Chinese value with each character in turn left out."""


def narrow(sql: str) -> str:
    """Full-width signs as plain ones, letters as capitals."""
    wide, plain = _WIDE.replace("'", "''"), _NARROW.replace("'", "''")
    return f"upper(translate({sql}, '{wide}', '{plain}'))"


def unmarked(sql: str) -> str:
    """Without blanks, dots between parts of a name, hyphens, apostrophes; null when empty."""
    return rf"nullif(regexp_replace({sql}, '[\s\x{{3000}}·•‧∙・.．,，''’_-]', '', 'g'), '')"


def one_character() -> str:
    """The two values differ in one character, or one has a character more."""
    return (
        "(list_has_any({c}_masks_l, {c}_masks_r) or list_contains({c}_fewer_l, {c}_r) "
        "or list_contains({c}_fewer_r, {c}_l))"
    )
