"""Found against true."""

from xiezhi.cli.scoring import Violation, score

TRUTH = {
    ("CR-04", "planted"): {Violation("d1", 1), Violation("d2", 2)},
    ("CR-04", "background"): {Violation("d3", 1)},
    ("CR-04", "look_alike"): {Violation("d4", 1), Violation("d5", 1)},
    ("CR-40", "planted"): {Violation("d1", None)},
}


def test_what_is_true_is_found_or_missed_and_the_rest_is_extra():
    one = score("CR-04", ["m"], {Violation("d1", 1), Violation("d4", 1), Violation("d9", 1)}, TRUTH)
    assert (one.true, one.found) == (3, 1)
    assert one.missed == (Violation("d2", 2), Violation("d3", 1))
    assert one.extra == (Violation("d4", 1), Violation("d9", 1))
    assert (one.look_alikes, one.deceived) == (2, 1)


def test_another_defendant_of_the_document_is_another_clue():
    one = score("CR-04", ["m"], {Violation("d2", 1)}, TRUTH)
    assert one.found == 0
    assert one.extra == (Violation("d2", 1),)


def test_a_check_of_the_whole_document_goes_by_the_document():
    for clue in (Violation("d1", None), Violation("d1", 2)):
        one = score("CR-40", ["m"], {clue}, TRUTH)
        assert (one.found, one.extra) == (1, ())


def test_a_check_that_nobody_planted_has_extras_only():
    one = score("CR-99", ["m"], {Violation("d1", 1)}, TRUTH)
    assert (one.true, len(one.extra)) == (0, 1)


def test_what_the_text_does_not_tell_is_neither_missed_nor_extra():
    truth = {("CR-26", "untold"): {Violation("d1", 1)}, ("CR-26", "planted"): {Violation("d2", 1)}}
    silent = score("CR-26", ["m"], {Violation("d2", 1)}, truth)
    assert (silent.true, silent.found, silent.untold, silent.extra) == (1, 1, 1, ())
    told = score("CR-26", ["m"], {Violation("d1", 1), Violation("d2", 1)}, truth)
    assert (told.found, told.extra) == (1, ())
