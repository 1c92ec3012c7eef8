"""Search: Chinese terms of one, two and more characters, case numbers, titles; never a person."""

import datetime as dt
import json
from array import array

import pytest
from cast import clue, person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incoming import arrive, clue_record

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.access import reach
from xiezhi_desk.clues.bigrams import BLOCK, bits_of, folded, grams, members, pack, unpack
from xiezhi_desk.clues.records import Clue, Gram
from xiezhi_desk.clues.selectors import listing
from xiezhi_desk.clues.selectors.choices import titles
from xiezhi_desk.clues.selectors.filters import Filters
from xiezhi_desk.clues.selectors.listing import listed
from xiezhi_desk.clues.selectors.searching import _looked_up
from xiezhi_desk.clues.selectors.totals import totals
from xiezhi_desk.clues.services.indexing import index_again

TODAY = dt.date(2031, 3, 10)


def found(words, username="guan", **asked):
    access = PersonAccess(person(username))
    far, filters = reach(access), Filters(state="all", q=words, **asked)
    page = listed(filters, access, far, TODAY, totals(filters, far))
    return {clue.matter.key.removeprefix("matter-") for clue in page.clues}


@pytest.fixture
def three(db):
    arrive(
        clue_record("a", organ="临江市青浦区人民法院", case_number="（2031）某0101刑初7号"),
        clue_record("b", organ="白塔县公安局", act="取保候审结束时退还保证金", case_number=""),
        clue_record("c", organ="临江市中级人民法院", case_number="（2030）某01民终112号"),
    )


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("法院", "ac"),  # two characters
        ("院", "ac"),
        ("青浦", "a"),
        ("保证金", "b"),
        ("临江 中级", "c"),
        ("中级 临江", "c"),
        ("（2031）某0101刑初7号", "a"),
        ("(2031)某0101刑初7号", "a"),  # as people type it
        ("刑初７号", "a"),
        ("112", "c"),
        ("7", "a"),
        ("9", ""),
        ("刑期止日", "abc"),  # the model's title
        ("SENTENCE", "abc"),
        ("last day", "abc"),
        ("市院", ""),  # the characters stand apart
        ("法院 保证金", ""),
        ("不存在的词", ""),
    ],
)
def test_every_word_must_be_there(three, words, keys):
    assert found(words) == set(keys)


def test_what_only_perhaps_fits_is_not_shown(db):
    arrive(clue_record("x", organ="江临市临江院", act="市江"))
    assert found("临江市") == set()  # both pairs are there, the word is not
    assert found("临江") == {"x"}


def test_a_number_of_the_desk_finds_the_clue_wherever_it_stands(three):
    clue = Clue.objects.get(matter__key="matter-b")
    assert found(clue.number) == {"b"}
    assert found(clue.number.lower(), grade="suspicious") == {"b"}


def test_a_search_stays_within_reach_and_filters(three):
    assert found("法院", "an") == {"a"}
    assert found("临江", grade="suspicious") == set()


def test_a_persons_name_is_not_searchable(db):
    arrive(clue_record("a", said_text=json.dumps({"affected": "王小明"})))
    assert found("王小明") == set()
    assert not Gram.objects.filter(gram="小明").exists()


def test_changed_words_are_found_and_the_old_ones_no_longer(three):
    arrive(clue_record("b", evidence="second", organ="白塔县公安局", act="另一事项"), day=2)
    assert found("另一事项") == {"b"}
    assert found("保证金") == set()


def test_common_words_are_met_while_walking_the_list(three, monkeypatch):
    monkeypatch.setattr(listing, "FEW", 1)
    assert found("法院") == {"a", "c"}
    assert found("临江 中级") == {"c"}
    assert found("刑期止日", sort="-amount") == {"a", "b", "c"}


def test_a_walk_that_finds_nothing_says_so(three, monkeypatch):
    monkeypatch.setattr(listing, "FEW", 1)
    monkeypatch.setattr(listing, "CHECKED", 0)
    access = PersonAccess(person("guan"))
    far, filters = reach(access), Filters(state="all", q="法院")
    page = listed(filters, access, far, TODAY, totals(filters, far))
    assert page.cut
    assert len(page.clues) <= 1


def test_the_index_written_again_says_the_same(three):
    before = {(one.gram, one.block): unpack(one.bits) for one in Gram.objects.all()}
    index_again({one.model: (one.zh, one.en) for one in titles()})
    assert {(one.gram, one.block): unpack(one.bits) for one in Gram.objects.all()} == before


def test_clues_of_two_blocks_are_both_found(db):
    near = clue(organ="临江市公安局")
    far = clue(id=near.pk + BLOCK, organ="临江市民政局")
    index_again({})
    assert Gram.objects.filter(gram="临江").count() == 2
    access = PersonAccess(person("guan"))
    filters = Filters(state="all", q="临江")
    page = listed(filters, access, reach(access), TODAY, totals(filters, reach(access)))
    assert set(page.clues) == {near, far}


@given(st.text(max_size=30), st.text(min_size=1, max_size=3))
def test_grams_hold_every_word_that_a_text_holds(text, word):
    said, sought = folded(text), folded(word)
    if sought in said:
        for part in sought.split():
            assert set(_looked_up(part)) <= grams(said)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(0, BLOCK - 1), max_size=50), st.integers(0, 20))
def test_bits_come_back(places, block):
    bits = unpack(pack(bits_of([array("H", places)])))
    assert list(members(bits, block)) == [block * BLOCK + place for place in sorted(places)]
