"""A without B: answered, pending, not checkable, hits; nothing else."""

import datetime

import pytest
from plain_run import run, small

INPUTS = """  owed: {table: enforcement_case, columns: [exec_no, court, transfer_date]}
  answers: {table: enforcement_case, columns: [basis_no, file_date], covers: {need: complete%s}}"""
STEP = "  last: {absent: {event: owed, expected: answers, keys: [{exec_no: basis_no}], after: transfer_date%s}}"
CLUE = "  from: last\n  key: {subject: [exec_no]}"
EVENT = "owed: [{exec_no: A, court: A, transfer_date: 2024-01-31}]\n"


def model(within: str = ", within: 30 days", by: str = ""):
    inputs = INPUTS % by
    if not by:
        inputs = inputs.replace("exec_no, court, ", "exec_no, ")
    return small(inputs, STEP % within, CLUE)


def outcome(
    answer: str | None, as_of: str, within: str = ", within: 30 days", **covers: str
) -> str:
    """The one state in which the event ends."""
    given = EVENT.replace("court: A, ", "")
    if answer:
        given += f"answers: [{{basis_no: A, file_date: {answer}}}]\n"
    ran = run(model(within), given, as_of=as_of)
    for relation in ran.compiled.coverages:
        for side, value in covers.items():
            ran.con.execute(f"update {relation.relation} set covers_{side.rstrip('_')} = '{value}'")
    ran.whole()
    funnel = ran.funnel_again()
    states = {
        measure: funnel.get(("last", measure, ""), 0)
        for measure in ("out", "answered", "pending", "not_checkable")
    }
    assert sum(states.values()) == funnel[("last", "in", "owed")] == 1
    return next(state for state, n in states.items() if n)


def test_no_answer_in_time_is_a_hit():
    assert outcome(None, "2024-06-30") == "out"


def test_an_answer_on_the_same_day_counts():
    assert outcome("2024-01-31", "2024-06-30") == "answered"


def test_an_answer_on_the_last_day_counts():
    assert outcome("2024-03-01", "2024-06-30") == "answered"


def test_an_answer_a_day_late_does_not():
    assert outcome("2024-03-02", "2024-06-30") == "out"


def test_an_answer_before_the_event_does_not():
    assert outcome("2024-01-30", "2024-06-30") == "out"


def test_the_last_day_is_still_open():
    assert outcome(None, "2024-03-01") == "pending"


def test_the_day_after_the_last_is_decided():
    assert outcome(None, "2024-03-02") == "out"


def test_an_answer_is_an_answer_while_the_window_is_open():
    assert outcome("2024-02-01", "2024-02-10") == "answered"


def test_before_the_coverage_nothing_is_decided():
    assert outcome(None, "2024-06-30", from_="2024-02-01") == "not_checkable"


def test_after_the_coverage_nothing_is_decided():
    assert outcome(None, "2024-06-30", to="2024-02-29") == "not_checkable"


def test_a_coverage_that_ends_with_the_window_suffices():
    assert outcome(None, "2024-06-30", to="2024-03-01") == "out"


def test_an_answer_outside_the_coverage_is_still_an_answer():
    assert outcome("2024-02-01", "2024-06-30", from_="2024-03-01") == "answered"


def test_months_end_on_the_same_day_or_the_last_of_the_month():
    assert outcome("2024-02-29", "2024-06-30", ", within: 1 month") == "answered"
    assert outcome("2024-03-01", "2024-06-30", ", within: 1 month") == "out"


def test_without_a_window_the_as_of_date_ends_it():
    assert outcome(None, "2024-02-01", "") == "out"
    assert outcome("2024-01-31", "2024-02-01", "") == "answered"
    assert outcome(None, "2024-02-01", "", to="2024-01-31") == "not_checkable"


def test_an_empty_key_or_day_is_not_checkable():
    ran = run(
        model(),
        "owed: [{exec_no: A, transfer_date: null}]\nanswers: []",
        as_of="2024-06-30",
    )
    assert (ran.clues(), ran.aside("not_checkable")) == ([], 1)


def test_coverage_by_scope_decides_each_scope_for_itself():
    ran = run(
        model(by=", by: court"),
        EVENT + "answers: []",
        as_of="2024-06-30",
    )
    assert len(ran.clues()) == 1
    ran.con.execute("update _covers_answers set scope = '别的法院'")
    assert (ran.clues(), ran.aside("not_checkable")) == ([], 1)


def test_the_clue_tells_what_was_searched():
    ran = run(model(), EVENT.replace("court: A, ", ""), as_of="2024-06-30")
    ran.whole()
    (found,) = ran.rows(ran.compiled.evidence.searched)
    assert found["key"] == "basis_no = （2031）某0101刑初1号"
    assert (found["window_from"], found["window_to"]) == (
        datetime.date(2024, 1, 31),
        datetime.date(2024, 3, 1),
    )
    assert found["covers_to"] == datetime.date(2024, 6, 30)


def test_days_waited_and_the_last_day_are_columns():
    inputs = (INPUTS % "").replace("exec_no, court, ", "exec_no, ")
    shown = small(inputs, STEP % ", within: 30 days", CLUE + "\n  occurred: due_date").clue
    assert shown.occurred is not None
    ran = run(
        small(
            inputs,
            STEP % ", within: 30 days",
            "  from: last\n  key: {subject: [exec_no], episode: days_waiting}\n  occurred: due_date",
        ),
        EVENT.replace("court: A, ", ""),
        as_of="2024-06-30",
    )
    assert ran.values("days_waiting", "_occurred") == [(151, datetime.date(2024, 3, 1))]


def test_within_one_document_no_date_is_asked():
    found = small(
        "  sentences: {table: judgment_sentence, columns: [doc_id, ordinal]}\n"
        "  cited: {table: judgment_reference, columns: [doc_id, law]}",
        "  articles: {keep: {from: cited, where: \"law = '刑法'\"}}\n"
        "  last: {absent: {event: sentences, expected: articles, keys: [doc_id]}}",
        "  from: last\n  key: {subject: [doc_id, ordinal]}",
    )
    ran = run(
        found,
        "sentences: [{doc_id: A}, {doc_id: B}]\ncited: [{doc_id: A, law: 刑法}, {doc_id: B, law: 宪法}]",
    )
    assert [clue["doc_id"] for clue in ran.whole()] == ["doc-B"]
    assert not ran.compiled.needs_as_of


def test_events_without_a_row_of_their_own_are_told_apart_by_key_and_day():
    found = small(
        (INPUTS % "").replace("exec_no, court, ", "exec_no, "),
        '  grouped: {group: {from: owed, by: [exec_no], columns: {transfer_date: "min(transfer_date)"}}}\n'
        + (STEP % ", within: 30 days").replace("event: owed", "event: grouped"),
        CLUE,
    )
    ran = run(
        found,
        "owed: [{exec_no: A, transfer_date: 2024-01-31}, {exec_no: B, transfer_date: 2024-01-31}]\n"
        "answers: [{basis_no: B, file_date: 2024-02-03}]",
        as_of="2024-06-30",
    )
    assert len(ran.whole()) == 1


@pytest.mark.parametrize(("day", "state"), [("2024-02-21", "pending"), ("2024-02-22", "out")])
def test_working_days_come_from_the_calendar(day, state):
    ran = run(model(", within: 10 workdays"), EVENT.replace("court: A, ", ""), as_of=day)
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(days=i) for i in range(90)]
    holidays = {datetime.date(2024, 2, d) for d in range(10, 18)}
    rows, n = [], 0
    for one in days:
        works = one.weekday() < 5 and one not in holidays
        n += works
        rows.append((one, works, n))
    ran.workdays(rows)
    ran.whole()
    assert ran.funnel_again()[("last", state, "")] == 1


def test_beyond_the_calendar_nothing_is_decided():
    ran = run(model(", within: 5 workdays"), EVENT.replace("court: A, ", ""), as_of="2024-06-30")
    ran.workdays([(datetime.date(2024, 1, 31), True, 1)])
    assert (ran.clues(), ran.aside("not_checkable")) == ([], 1)
