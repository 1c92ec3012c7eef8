"""Clues of an invented province against its truth, told by the numbers they name."""

from xiezhi.cli.scoring_subjects import Found, Known, tally

PERSON, CASE = "=citizen_id", "=case_number"


def found(clue, **named):
    return Found(clue, {name: frozenset(held) for name, held in named.items()})


def known(origin, *subject):
    return Known(origin, tuple(subject), "")


def test_a_clue_is_about_whom_it_names():
    clues = [found("a", **{PERSON: ["1"], "court": ["甲院"]}), found("b", **{PERSON: ["2"]})]
    truth = [
        known("planted", (PERSON, "1"), ("court", "甲院")),
        known("background", (PERSON, "3")),
        known("look_alike", (PERSON, "2")),
        known("pending", (PERSON, "4")),
    ]
    score = tally("A-00", ["m"], clues, truth)
    assert (score.true, score.found, score.planted, score.by_chance) == (2, 1, 1, 1)
    assert [one.subject for one in score.missed] == [((PERSON, "3"),)]
    assert score.extra == ("b",)
    assert (score.look_alikes, score.deceived, score.pending, score.early) == (1, 1, 1, 0)


def test_another_number_of_the_same_kind_is_another_case():
    clues = [found("a", **{PERSON: ["1"], CASE: ["甲1号"]})]
    assert tally("A-00", [], clues, [known("planted", (PERSON, "1"), (CASE, "甲2号"))]).found == 0
    assert tally("A-00", [], clues, [known("planted", (PERSON, "1"), (CASE, "甲1号"))]).found == 1


def test_a_unit_is_named_by_its_name_where_no_number_names_it():
    clues = [found("a", **{"&hospital": ["甲医院"], PERSON: ["1"]})]
    assert tally("A-00", [], clues, [known("planted", ("&hospital", "甲医院"))]).found == 1
    assert tally("A-00", [], clues, [known("planted", ("&hospital", "乙医院"))]).found == 0
    both = known("planted", ("&hospital", "甲医院"), (PERSON, "2"))
    assert tally("A-00", [], clues, [both]).found == 0


def test_a_court_alone_names_nobody():
    clues = [found("a", court=["甲院"])]
    assert tally("A-00", [], clues, [known("planted", ("court", "甲院"))]).found == 0


def test_numbers_of_files_are_compared_column_by_column():
    clues = [found("a", **{"#police_no": ["7"], "#proc_no": ["9"]})]
    assert tally("A-00", [], clues, [known("planted", ("#police_no", "7"))]).found == 1
    assert tally("A-00", [], clues, [known("planted", ("#proc_no", "7"))]).found == 0


def test_what_waits_is_told_beside_what_was_planted_pending():
    truth = [known("pending", (PERSON, "1")), known("pending", (PERSON, "2"))]
    score = tally("A-00", ["m"], [found("a", **{PERSON: ["2"]})], truth, waiting=3)
    assert (score.true, score.pending, score.early, score.waiting) == (0, 2, 1, 3)
    assert score.extra == ("a",)
