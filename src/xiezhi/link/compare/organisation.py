"""Names of units: without brackets, blanks and legal form; then by characters or letters."""

from __future__ import annotations

import re

from xiezhi.link.characters import HAN, LATIN, narrow, one_character
from xiezhi.link.method import MethodSql
from xiezhi.rulebook.comparisons import comparisons

__all__ = ["method"]

_HAN_RANGES = HAN.strip("[]")


def method() -> MethodSql:
    """Same core; one core begins with the other; one character differs; alike letters."""
    known = comparisons()
    latin = "|".join(re.escape(form) for form in known.latin_forms)
    chinese = "|".join(known.chinese_forms)
    # dots vanish (L.L.C. and LLC are one word), other signs become blanks
    text = rf"regexp_replace(replace({narrow('{x}')}, '&', ' AND '), '[.''’]', '', 'g')"
    text = rf"regexp_replace({text}, '[^A-Z0-9{_HAN_RANGES}]+', ' ', 'g')"
    text = rf"regexp_replace({text}, '\b({latin})\b', '', 'g')"
    text = rf"regexp_replace({text}, '({chinese})', '', 'g')"
    # blanks beside Chinese characters mean nothing
    text = rf"regexp_replace({text}, ' *({HAN}) *', '\1', 'g')"
    core = (
        rf"nullif(trim(regexp_replace(regexp_replace({text}, '^ *THE ', ''), ' +', ' ', 'g')), '')"
    )
    both = f"regexp_matches({{c}}_l, '{HAN}') and regexp_matches({{c}}_r, '{HAN}')"
    return MethodSql(
        value=core,
        levels=(
            ("same", "{c}_l = {c}_r"),
            (
                "begins_alike",
                "least(length({c}_l), length({c}_r)) >= "
                f"case when {LATIN} then 8 else 4 end and "
                "(starts_with({c}_l, {c}_r || case when " + LATIN + " then ' ' else '' end) or "
                "starts_with({c}_r, {c}_l || case when " + LATIN + " then ' ' else '' end))",
            ),
            (
                "one_character",
                f"{both} and least(length({{c}}_l), length({{c}}_r)) >= 4 and {one_character()}",
            ),
            (
                "similar",
                f"{LATIN} and least(length({{c}}_l), length({{c}}_r)) >= 5 and "
                "jaro_winkler_similarity({c}_l, {c}_r) >= 0.94",
            ),
        ),
    )
