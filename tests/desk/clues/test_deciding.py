"""Decisions: a person's, explained, confirmed by a second; credited to every model that raised it."""

import cast
import pytest
from cast import NOW

from xiezhi_desk.clues.records import Credit, Decision, Sighting
from xiezhi_desk.clues.services import blind, deciding
from xiezhi_desk.clues.services.crediting import rebuild
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db

YES = Finding(State.FOUNDED, "file", "判决书与法条不符", attested=True)
NO = Finding(State.UNFOUNDED, "lawful", "原判另有减刑裁定", attested=True)
UNKNOWN = Finding(State.UNDECIDABLE, "lost", "案卷已销毁", attested=True)


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def verifying(**fields):
    return cast.clue(state=State.VERIFYING, assignee=cast.person("lin"), **fields)


def founded(clue):
    deciding.propose(clue, YES, cast.person("lin"), NOW)
    return deciding.confirm(clue, cast.person("mei"), NOW, text="同意")


def credited(*clues):
    return {
        (credit.model, credit.model_version, credit.outcome, credit.own)
        for credit in Credit.objects.filter(clue__in=clues)
    }


def test_two_people_find_a_clue_founded():
    clue = verifying()
    decision = deciding.propose(clue, YES, cast.person("lin"), NOW)
    assert (clue.state, decision.confirmed_by, decision.revision) == ("proposed", None, 0)
    decision = deciding.confirm(clue, cast.person("mei"), NOW, text="同意")
    clue.refresh_from_db()
    assert (clue.state, decision.by, decision.confirmed_by) == (
        "founded",
        cast.person("lin"),
        cast.person("mei"),
    )


def test_a_prosecutor_alone_closes_with_a_reason_but_never_finds_founded():
    clue = verifying()
    with pytest.raises(Refused, match="须经第二人复核"):
        deciding.close(clue, YES, cast.person("lin"), NOW)
    assert deciding.close(clue, NO, cast.person("lin"), NOW).why == "lawful"
    assert clue.state == "unfounded"


def test_an_assistant_proposes_and_a_prosecutor_confirms():
    clue = cast.clue(state=State.VERIFYING, assignee=cast.person("he"))
    with pytest.raises(Refused) as refused:
        deciding.close(clue, NO, cast.person("he"), NOW)
    assert refused.value.kind is Kind.RIGHT
    deciding.propose(clue, NO, cast.person("he"), NOW)
    deciding.confirm(clue, cast.person("lin"), NOW)
    assert clue.state == "unfounded"


@pytest.mark.parametrize(
    ("finding", "why"),
    [
        (Finding(State.FOUNDED, "file", "查过"), "没有确认系由人核查"),
        (Finding(State.FOUNDED, "lawful", "查过", attested=True), "没有从理由清单中选择"),
        (Finding(State.FOUNDED, "file", " ", attested=True), "没有写明理由"),
    ],
)
def test_nothing_is_only_automatic_and_nothing_is_without_a_reason(finding, why):
    clue = verifying()
    with pytest.raises(Refused, match=why):
        deciding.propose(clue, finding, cast.person("lin"), NOW)
    clue.refresh_from_db()
    assert (clue.state, clue.revision, Decision.objects.count()) == ("verifying", 0, 0)


def test_a_refused_or_withdrawn_proposal_stays_on_record_and_no_longer_stands():
    clue = verifying()
    deciding.propose(clue, YES, cast.person("lin"), NOW)
    deciding.refuse(clue, cast.person("mei"), NOW, "缺送达回证")
    deciding.propose(clue, YES, cast.person("lin"), NOW)
    deciding.withdraw(clue, cast.person("lin"), NOW)
    assert list(clue.decisions.values_list("stands", flat=True)) == [False, False]
    assert clue.state == "verifying"


def test_no_decision_from_a_stale_page():
    clue = verifying()
    page = clue.revision
    deciding.propose(clue, YES, cast.person("lin"), NOW, revision=page)
    deciding.withdraw(clue, cast.person("lin"), NOW)
    with pytest.raises(Refused, match="林检已办理“撤回提请”") as refused:
        deciding.propose(clue, NO, cast.person("lin"), NOW, revision=page)
    assert refused.value.kind is Kind.STALE
    with pytest.raises(Refused, match="线索现为“核查中”"):
        deciding.confirm(clue, cast.person("mei"), NOW, revision=page + 1)


def test_a_list_is_proposed_whole_and_confirmed_whole_by_a_second_person():
    clues = [verifying(organ="甲局") for _ in range(3)]
    seen = {clue.number: clue.revision for clue in clues}
    bulk = deciding.propose_list(clues, NO, cast.person("lin"), NOW, revisions=seen)
    assert set(Decision.objects.values_list("bulk", "outcome")) == {(bulk, "unfounded")}
    seen = {clue.number: clue.revision + 1 for clue in clues}
    with pytest.raises(Refused) as refused:
        deciding.confirm_list(clues, cast.person("lin"), NOW, revisions=seen)
    assert refused.value.kind is Kind.SECOND
    deciding.confirm_list(clues, cast.person("mei"), NOW, revisions=seen)
    assert {clue.state for clue in type(clues[0]).objects.all()} == {"unfounded"}


def test_a_list_of_which_one_changed_is_refused_whole():
    first, second = verifying(), verifying()
    seen = {first.number: 0, second.number: 7}
    with pytest.raises(Refused) as refused:
        deciding.propose_list([first, second], NO, cast.person("lin"), NOW, revisions=seen)
    assert (refused.value.kind, refused.value.where) == (Kind.STALE, second.number)
    first.refresh_from_db()
    assert (first.state, first.steps.count()) == ("verifying", 0)


def test_an_outcome_is_credited_to_every_model_and_version_that_raised_the_matter():
    mine = verifying()
    other = verifying(matter=mine.matter, bundle=cast.bundle("criminal.other", version="2.1"))
    later = cast.bundle(mine.model, code="linjiang", version="1.1")
    Sighting.objects.create(clue=mine, bundle=later, kind="same", at=NOW)
    founded(mine)
    assert credited(mine, other) == {
        (mine.model, "1.0", "founded", True),
        (mine.model, "1.1", "founded", True),
        ("criminal.other", "2.1", "founded", False),
    }


def test_a_clue_s_own_decision_counts_before_its_matter_s():
    mine = verifying()
    other = verifying(matter=mine.matter, bundle=cast.bundle("criminal.other"))
    founded(mine)
    deciding.close(other, NO, cast.person("lin"), NOW)
    assert credited(other) == {("criminal.other", "1.0", "unfounded", True)}


def test_that_one_clue_was_unfounded_says_nothing_of_another():
    mine = verifying()
    other = verifying(matter=mine.matter, bundle=cast.bundle("criminal.other"))
    deciding.close(mine, NO, cast.person("lin"), NOW)
    assert credited(mine, other) == {(mine.model, "1.0", "unfounded", True)}


def test_reopened_it_is_credited_no_more_and_decided_anew_as_it_is_now():
    clue = verifying()
    founded(clue)
    deciding.reopen(clue, cast.person("mei"), NOW, "有新证据")
    assert credited(clue) == set()
    deciding.close(clue, NO, cast.person("lin"), NOW)
    assert credited(clue) == {(clue.model, "1.0", "unfounded", True)}
    assert list(clue.decisions.values_list("stands", flat=True)).count(True) == 1
    before = credited(clue)
    rebuild([clue.matter_id])
    assert credited(clue) == before


def test_undecidable_is_credited_as_such():
    clue = verifying()
    deciding.close(clue, UNKNOWN, cast.person("lin"), NOW)
    assert credited(clue) == {(clue.model, "1.0", "undecidable", True)}
