"""Every change of state goes through one door; what it allows is what the table says."""

import cast
import pytest
from cast import NOW

from xiezhi_desk.accounts.records import DutyKind
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.services import verify
from xiezhi_desk.clues.records import Conflict, Step
from xiezhi_desk.clues.services.counting import drift, recount
from xiezhi_desk.clues.services.moving import move
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import FINAL, MOVES, TRANSITIONS, State, Way, moves_from

pytestmark = pytest.mark.django_db

JUDGES = {"lin", "he"}
"""Of 青浦区院, criminal: a prosecutor and an assistant; ``mei`` is the second prosecutor."""

# The table said once more, by hand: who of the office may make a move of a clue that is theirs.
MAY = {
    "assign": {"an", "wu"},
    "take": {"lin", "he"},
    "give_back": {"lin", "he"},
    "verify": {"lin", "he"},
    "propose_founded": {"lin", "he"},
    "propose_unfounded": {"lin", "he"},
    "propose_undecidable": {"lin", "he"},
    "confirm": {"lin", "wu"},
    "confirm_unfounded": {"lin", "wu"},
    "confirm_undecidable": {"lin", "wu"},
    "refuse": {"lin", "wu"},
    "withdraw": {"lin", "he"},
    "unfounded": {"lin"},
    "undecidable": {"lin"},
    "transfer": {"an", "wu"},
    "reopen": {"lin", "wu"},
    "hand_down": {"an", "wu"},
    "raise": {"an", "wu"},
    "take_over": {"an", "wu"},
    "send_across": {"an", "wu"},
}
FROM = {
    "assign": "new assigned verifying",
    "take": "new assigned",
    "give_back": "assigned verifying",
    "verify": "assigned",
    "propose_founded": "assigned verifying",
    "propose_unfounded": "assigned verifying",
    "propose_undecidable": "assigned verifying",
    "confirm": "proposed",
    "confirm_unfounded": "proposed",
    "confirm_undecidable": "proposed",
    "refuse": "proposed",
    "withdraw": "proposed",
    "unfounded": "assigned verifying",
    "undecidable": "assigned verifying",
    "transfer": "new assigned verifying",
    "reopen": "founded unfounded undecidable transferred",
    "hand_down": "new assigned verifying",
    "raise": "new assigned verifying",
    "take_over": "new assigned verifying",
    "send_across": "new assigned verifying",
}
ONE_OF_EACH = ["lin", "he", "an", "wu", "mo", "shu", "xi", "fang", "shen"]


def of(username, state, **fields):
    """A clue in a state, assigned to the person where the state has one."""
    mine = None if state == State.NEW else cast.person(username)
    return cast.clue(state=state, assignee=mine, **fields)


def targets(name):
    if name in {"assign", "reopen"}:
        return {"to": cast.person("mei")}
    if name == "send_across":
        return {"office": cast.office("baita")}
    return {}


def answer(clue, name, username):
    """Whether the door let the move through; the kind of refusal otherwise."""
    try:
        move(clue, name, cast.person(username), NOW, "理由", **targets(name))
    except Refused as refused:
        return refused.kind
    return True


def test_the_table_is_said_twice_and_agrees():
    assert set(MAY) == set(FROM) == set(MOVES)
    assert {name: set(row.from_) for name, row in MOVES.items()} == {
        name: set(states.split()) for name, states in FROM.items()
    }


@pytest.mark.parametrize("name", [row.name for row in TRANSITIONS if row.way is Way.STAYS])
def test_each_duty_makes_the_moves_of_the_table_and_no_other(name):
    state = FROM[name].split()[0]
    allowed = {who for who in ONE_OF_EACH if answer(of(who, state), name, who) is True}
    assert allowed == MAY[name]


@pytest.mark.parametrize("name", [row.name for row in TRANSITIONS if row.way is Way.STAYS])
@pytest.mark.parametrize("state", list(State))
def test_a_move_leaves_the_states_of_the_table_and_no_other(name, state):
    who = min(MAY[name])
    clue = of(who, state)
    expected = True if state in FROM[name].split() else Kind.STATE
    assert answer(clue, name, who) == expected
    assert clue.state == (MOVES[name].to if expected is True else state)


def test_every_open_state_can_be_left_and_every_final_one_only_reopened():
    assert all(moves_from(state) for state in State)
    assert all([row.name for row in moves_from(state)] == ["reopen"] for state in FINAL)
    assert set(cast.ONE_OF_EACH) == set(DutyKind)


def test_a_move_is_kept_as_a_step_counted_and_in_the_trail():
    clue = cast.clue()
    recount()
    step = move(clue, "take", cast.person("lin"), NOW)
    clue.refresh_from_db()
    assert (clue.state, clue.assignee, clue.revision) == ("assigned", cast.person("lin"), 1)
    assert (step.name, step.from_state, step.to_state, step.by) == (
        "take",
        "new",
        "assigned",
        cast.person("lin"),
    )
    assert drift() == {}
    entry = Entry.objects.get(thing=f"clue:{clue.number}")
    assert (entry.action, entry.details["after"]) == ("clue.take", "assigned")
    assert verify() is None


def test_of_two_open_pages_the_second_is_told_who_was_first():
    clue = of("lin", State.ASSIGNED)
    page = clue.revision
    move(clue, "verify", cast.person("lin"), NOW)
    with pytest.raises(Refused, match="林检已办理“开始核查”，线索现为“核查中”") as refused:
        move(clue, "assign", cast.person("an"), NOW, to=cast.person("mei"), revision=page)
    assert refused.value.kind is Kind.STALE
    assert Step.objects.filter(clue=clue).count() == 1


def test_who_proposed_cannot_confirm():
    clue = of("lin", State.VERIFYING)
    move(clue, "propose_founded", cast.person("lin"), NOW, "判决与法条不符")
    assert answer(clue, "confirm", "lin") is Kind.SECOND
    assert answer(clue, "confirm", "mei") is True


def test_only_the_assignee_judges_and_takes_a_proposal_back():
    clue = of("mei", State.VERIFYING)
    assert answer(clue, "propose_founded", "lin") is Kind.RIGHT
    move(clue, "propose_founded", cast.person("mei"), NOW, "理由")
    assert answer(clue, "withdraw", "lin") is Kind.RIGHT
    assert answer(clue, "withdraw", "mei") is True


def test_a_reason_is_asked_where_the_table_says_so():
    for name, row in MOVES.items():
        if not row.reason or row.way is not Way.STAYS:
            continue
        who = min(MAY[name])
        clue = of(who, FROM[name].split()[0])
        with pytest.raises(Refused, match="没有写明理由"):
            move(clue, name, cast.person(who), NOW, "  ")


def test_a_declared_conflict_refuses_and_the_trail_keeps_that_it_was_tried():
    clue = of("lin", State.ASSIGNED)
    Conflict.objects.create(person=cast.person("lin"), organ=clue.organ, reason="亲属", at=NOW)
    assert answer(clue, "verify", "lin") is Kind.CONFLICT
    entry = Entry.objects.get(action="clue.refused.conflict")
    assert (entry.thing, entry.details) == (f"clue:{clue.number}", {"asked": "verify"})
    assert answer(clue, "give_back", "lin") is True
    assert clue.assignee is None


def test_a_conflict_that_ended_refuses_nothing():
    clue = of("lin", State.ASSIGNED)
    Conflict.objects.create(
        person=cast.person("lin"), clue=clue, reason="亲属", at=NOW, ended_at=NOW
    )
    assert answer(clue, "verify", "lin") is True


def test_a_clue_of_another_county_or_line_or_channel_is_not_there():
    assert answer(of("lin", State.ASSIGNED, code="baita"), "verify", "lin") is Kind.REACH
    assert answer(cast.clue(line="civil"), "take", "lin") is Kind.REACH
    assert answer(cast.clue(restricted=True), "take", "lin") is Kind.REACH
    assert answer(of("lin", State.ASSIGNED, restricted=True), "verify", "lin") is True


def test_a_clue_is_assigned_only_to_somebody_who_may_handle_it():
    chief, manager = cast.person("wu"), cast.person("an")
    other_line, other_office = cast.person("sun"), cast.person("bai")
    clue = cast.clue()
    for to in (manager, chief, other_line, other_office, None):
        with pytest.raises(Refused) as refused:
            move(clue, "assign", chief, NOW, to=to)
        assert refused.value.kind is Kind.TARGET
    Conflict.objects.create(person=cast.person("mei"), clue=clue, reason="亲属", at=NOW)
    with pytest.raises(Refused, match="梅检已声明回避"):
        move(clue, "assign", chief, NOW, to=cast.person("mei"))


def test_reopened_it_goes_back_to_who_had_it_or_to_who_reopened():
    decided = of("he", State.FOUNDED)
    move(decided, "reopen", cast.person("lin"), NOW, "有新证据")
    assert decided.assignee == cast.person("he")
    gone = cast.clue(state=State.TRANSFERRED)
    move(gone, "reopen", cast.person("lin"), NOW, "退回")
    assert gone.assignee == cast.person("lin")
    with pytest.raises(Refused, match="吴院不在线索所在院，或者没有办理该条线线索的职责"):
        move(cast.clue(state=State.TRANSFERRED), "reopen", cast.person("wu"), NOW, "退回")
