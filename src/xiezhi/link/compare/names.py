"""Names of persons: Chinese ones by surname and characters, others by likeness of letters."""

from __future__ import annotations

from xiezhi.link.characters import HAN, LATIN, narrow, one_character, unmarked
from xiezhi.link.method import MethodSql
from xiezhi.rulebook.comparisons import comparisons

__all__ = ["method"]


def method() -> MethodSql:
    """Same; one character of the given name differs; what is not covered agrees; alike letters."""
    compound = ", ".join(f"'{name}'" for name in comparisons().compound_surnames)
    surname = (
        f"case when length({{c}}) > 2 and left({{c}}, 2) in ({compound}) then left({{c}}, 2) "
        "else left({c}, 1) end"
    )
    covered = f"regexp_matches({{c}}, '{HAN}') and regexp_matches({{c}}, '[某×*＊X]')"
    pattern = "regexp_replace({c}, '[某×*＊X]', '.', 'g')"
    both = f"regexp_matches({{c}}_l, '{HAN}') and regexp_matches({{c}}_r, '{HAN}')"
    plain = "not {c}_covered_l and not {c}_covered_r"
    # 李某 stands for names of any length: where only the surname is known, it alone is compared
    bare = "regexp_full_match({c}_pattern_%s, '[^.]+[.]+') and length({c}_surname_%s) + "
    bare += "length(regexp_replace({c}_pattern_%s, '[^.]', '', 'g')) = length({c}_%s)"
    agrees = (
        "{c}_surname_l = {c}_surname_r and (regexp_full_match({c}_l, {c}_pattern_r) or "
        f"regexp_full_match({{c}}_r, {{c}}_pattern_l) or ({bare % (('l',) * 4)}) or "
        f"({bare % (('r',) * 4)}))"
    )
    return MethodSql(
        value=unmarked(narrow("{x}")),
        features=(
            ("surname", surname),
            ("covered", f"({covered})"),
            ("pattern", pattern),
        ),
        levels=(
            ("same", f"{{c}}_l = {{c}}_r and {plain}"),
            (
                "one_character",
                f"{both} and {plain} and {{c}}_surname_l = {{c}}_surname_r and {one_character()}",
            ),
            ("known_agree", f"({{c}}_covered_l or {{c}}_covered_r) and {agrees}"),
            (
                "similar",
                f"{LATIN} and length({{c}}_l) > 2 and length({{c}}_r) > 2 and "
                "jaro_winkler_similarity({c}_l, {c}_r) >= 0.9",
            ),
        ),
    )
