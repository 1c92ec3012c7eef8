"""What several deliveries together cover: each to its own day, month after month joined."""

from datetime import date

from xiezhi.shelf.catalogue import Covered
from xiezhi.shelf.store.covering import as_of, covered_by
from xiezhi.shelf.store.delivery import Delivery
from xiezhi.shelf.store.snapshot import numbers_said, read_numbers


def day(text: str) -> date:
    return date.fromisoformat(f"2031-{text}")


def delivery(described: str | None, *covered: Covered) -> Delivery:
    return Delivery(1, "某局", (), described and day(described), covered)


def stretch(first: str, last: str | None, value: str | None = None) -> Covered:
    column = "court" if value else None
    return Covered(column, value, day(first), last and day(last))


def test_a_stretch_ends_by_the_day_its_own_delivery_describes():
    old = delivery("01-31", stretch("01-01", None, "甲院"))
    new = delivery("06-30", stretch("01-01", None, "乙院"))
    assert covered_by([old, new]) == (
        stretch("01-01", "01-31", "甲院"),
        stretch("01-01", "06-30", "乙院"),
    )
    assert as_of([old, new]) == day("06-30")


def test_months_that_meet_become_one_stretch_and_a_gap_stays():
    parts = [
        delivery("02-28", stretch("02-01", "02-28")),
        delivery("01-31", stretch("01-01", "01-31")),
        delivery("05-31", stretch("04-01", "05-31")),
    ]
    assert covered_by(parts) == (stretch("01-01", "02-28"), stretch("04-01", "05-31"))


def test_an_end_that_nobody_knows_is_not_taken_from_another_delivery():
    unknown = delivery(None, stretch("01-01", None))
    assert covered_by([unknown]) == (stretch("01-01", None),)
    assert covered_by([unknown, delivery("06-30", stretch("05-01", None))]) == (
        stretch("05-01", "06-30"),
    )


def test_a_stretch_that_ends_before_it_begins_says_nothing():
    assert covered_by([delivery("01-31", stretch("02-01", "03-31"))]) == ()


def test_batch_numbers_are_said_shortly_and_read_back():
    numbers = (1, 2, 3, 7, 9, 10)
    assert numbers_said(numbers) == "1-3,7,9-10"
    assert read_numbers("1-3,7,9-10") == numbers
    assert (numbers_said(()), read_numbers("")) == ("", ())
