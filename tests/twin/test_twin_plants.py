"""Cards: each plant is confirmed by the checker, each look-alike is innocent; law-abiding cases are."""

import pytest

from xiezhi.twin.chance import Chance
from xiezhi.twin.check import violations
from xiezhi.twin.days import age_on
from xiezhi.twin.plant import ERRORS, LOOK_ALIKES, dealt, play
from xiezhi.twin.plant.card import Card, target
from xiezhi.twin.plant.higher import higher
from xiezhi.twin.simulate.case import simulate
from xiezhi.twin.wish import Wish

EVERY = [*ERRORS, *LOOK_ALIKES]


@pytest.mark.parametrize("card", EVERY, ids=[f"{n}-{card.check}" for n, card in enumerate(EVERY)])
def test_a_card_gives_what_it_promises(card):
    case = play("x", Chance("card", EVERY.index(card)), card)
    ordinal = None if card.whole else target(case).ordinal
    broken = (card.check, ordinal) in set(violations(case))
    assert broken != bool(card.reason)
    assert [(p.check, p.ordinal) for p in case.plants or case.look_alikes] == [
        (card.check, ordinal)
    ]


def test_a_card_that_asks_for_what_cannot_be_says_so():
    impossible = Card("CR-02", Wish(charges=("不存在罪",)))
    with pytest.raises(LookupError, match="CR-02"):
        play("x", Chance(1), impossible)


def test_simulated_courts_keep_the_law_when_nobody_is_careless():
    for number in range(400):
        case = simulate("x", Chance("lawful", number))
        assert set(violations(case)) == set(), number


def test_lives_are_possible():
    for number in range(300):
        case = simulate("x", Chance("life", number))
        assert case.filed <= case.hearing <= case.judged
        for person in case.defendants:
            for count in person.counts:
                assert count.last_day <= case.judged
                assert count.offence.in_force(count.last_day)
                assert sum(act.amount for act in count.acts) in {0, count.amount}
                if not person.unit:
                    assert age_on(person.birth, count.first_day) >= 16
            for interval in person.custody:
                assert interval.start <= case.judged
                assert interval.end is None or interval.start <= interval.end
            for past in person.priors:
                assert past.decided < case.judged
                if not person.unit:
                    grown = past.kind == "conviction" and not past.under_age
                    assert age_on(person.birth, past.decided) >= (18 if grown else 14)


def test_appeals_change_somebody_and_leave_the_first_judgment_alone():
    for number in range(60):
        case = higher("x", Chance("higher", number), "second")
        assert case.below is not None
        assert case.below.judged < case.judged
        assert case.changed
        assert case.court.name == case.below.court.superior
        assert {person.ordinal for person in case.defendants} >= set(case.changed)


def test_the_deck_deals_every_card_once_a_round():
    size = len({*range(len(EVERY))}) + 136
    cards = [dealt(4, number) for number in range(size)]
    assert [card for card in cards if isinstance(card, Card)].count(ERRORS[0]) == 1
    assert {id(card) for card in cards if isinstance(card, Card)} == {id(card) for card in EVERY}
    assert cards.count("other") == 12
    assert dealt(4, 0) == dealt(4, 0)
