"""The number of a clue: the same for the same key, of no use without the office's secret."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.evidence.clue import (
    KeyPart,
    OfficeKey,
    OfficeKeyError,
    canonical_key,
    canonical_keys,
    clue_id,
    matter_id,
)

KEY = OfficeKey(bytes([1]) * 32)


def parts(subject: object, organ: object = "某院", episode: object = None) -> tuple[KeyPart, ...]:
    return (
        KeyPart("subject", "case_number", subject),
        KeyPart("organ", "agency", organ),
        KeyPart("episode", "date", episode),
    )


def test_the_same_key_gives_the_same_number_whatever_its_width():
    narrow = canonical_key((KeyPart("subject", "money", Decimal(3000)),))
    wide = canonical_key((KeyPart("subject", "money", Decimal("3000.00")),))
    assert clue_id(KEY, "m", narrow) == clue_id(KEY, "m", wide)


def test_another_type_part_model_or_office_gives_another_number():
    text = canonical_key(parts("甲"))
    typed = canonical_key((KeyPart("subject", "doc_number", "甲"), *parts("甲")[1:]))
    numbers = {
        clue_id(KEY, "m", text),
        clue_id(KEY, "m", typed),
        clue_id(KEY, "other", text),
        clue_id(OfficeKey(bytes([2]) * 32), "m", text),
    }
    assert len(numbers) == 4


def test_a_matter_gathers_the_episodes_of_one_subject():
    first = matter_id(KEY, "duty", parts("甲", episode=date(2031, 1, 1)))
    assert first == matter_id(KEY, "duty", parts("甲", episode=date(2032, 1, 1)))
    assert first != matter_id(KEY, "duty", parts("乙", episode=date(2031, 1, 1)))
    assert first != matter_id(KEY, "other duty", parts("甲", episode=date(2031, 1, 1)))


VALUES = st.one_of(st.none(), st.text(), st.integers(), st.booleans(), st.dates())


@given(st.lists(VALUES, max_size=4), st.lists(VALUES, max_size=4))
def test_two_keys_share_a_text_only_when_their_canonical_values_are_equal(one: list, other: list):
    def key(values: list) -> str:
        return canonical_key(tuple(KeyPart("subject", type(v).__name__, v) for v in values))

    assert (key(one) == key(other)) == (one == other and [*map(type, one)] == [*map(type, other)])


def test_a_key_file_is_made_once_for_its_owner_only(tmp_path: Path):
    path = tmp_path / "workspace" / "office.key"
    made = OfficeKey.load_or_create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert OfficeKey.load_or_create(path) == made
    assert made.version != OfficeKey.random().version
    assert made.secret.hex()[:12] != made.version


@pytest.mark.parametrize("text", ["", "zz", "00ff"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "office.key"
    path.write_text(text)
    with pytest.raises(OfficeKeyError):
        OfficeKey.load_or_create(path)


TEXTS = st.none() | st.text(alphabet='甲a"\\\n\x1f/')


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_many_keys_at_once_are_the_keys_one_by_one(rows: list):
    together = canonical_keys(
        [("subject", "case_number"), ("organ", "agency")],
        [[a for a, _ in rows], [b for _, b in rows]],
        len(rows),
    )
    assert together == [
        canonical_key((KeyPart("subject", "case_number", a), KeyPart("organ", "agency", b)))
        for a, b in rows
    ]
