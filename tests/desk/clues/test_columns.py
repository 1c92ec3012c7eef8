"""Clues stay columns from a bundle to the database; nothing of a text is lost on the way."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from cast import office
from incoming import arrive, clue_record

from xiezhi_desk.clues import bigrams
from xiezhi_desk.clues.records import Clue, Gram
from xiezhi_desk.clues.services.columns import copied
from xiezhi_desk.clues.services.indexing import index_again

ODD = 'a\\b\t"c"\nd\re \\N'
NUMBERS = ["（2031）某0101刑初7号", "", "  刑初\u3000７ Ａ ", "ﬁ\tß号", "一\n二"]


def test_copy_lines_say_every_kind_of_value():
    columns = [
        pa.array([1, 2]),
        pa.array([ODD, None]),
        pa.array([Decimal("12.00"), None], pa.decimal128(20, 2)),
        pa.array([dt.date(2031, 2, 3), None]),
        pa.array([True, False]),
        pa.array([0.5, 1e-7]),
        "new",
        None,
        False,
    ]
    assert copied(columns).decode().split("\n") == [
        '1\ta\\\\b\\t"c"\\nd\\re \\\\N\t12.00\t2031-02-03\ttrue\t0.5\tnew\t\\N\tf',
        "2\t\\N\t\\N\t\\N\tfalse\t1e-7\tnew\t\\N\tf",
        "",
    ]
    assert copied([pa.array([], pa.string()), 1]) == b""


@pytest.mark.django_db
def test_odd_texts_arrive_as_they_are():
    arrive(clue_record(act=ODD, amount=Decimal("-0.50"), occurred=None, case_number=ODD))
    clue = Clue.objects.get()
    assert (clue.act, clue.case_number, clue.amount) == (ODD, ODD, Decimal("-0.50"))
    assert (clue.occurred, clue.suppressed) == (None, False)


def test_pairs_of_many_texts_are_those_of_each():
    import numpy as np

    found = {}
    for gram, places in bigrams.placed_grams(NUMBERS, np.arange(5, dtype=np.uint16)):
        for place in np.frombuffer(places, np.uint16).tolist():
            found.setdefault(place, set()).add(gram)
    assert found == {
        place: bigrams.grams(bigrams.folded(text))
        for place, text in enumerate(NUMBERS)
        if text.strip()
    }


@pytest.mark.django_db
def test_the_index_of_an_import_is_the_one_made_anew():
    office("qingpu")
    arrive(*(clue_record(f"c{place}", case_number=text) for place, text in enumerate(NUMBERS)))
    kept = {(one.gram, one.block): bigrams.unpack(one.bits) for one in Gram.objects.all()}
    index_again(
        {"criminal.sentence_end": ("刑期止日计算错误", "Last day of the sentence is wrong")}
    )
    assert {(one.gram, one.block): bigrams.unpack(one.bits) for one in Gram.objects.all()} == kept
    assert len(kept) > 60
