"""Twenty clues on one organ: one batch, one letter, one answer; nothing replaced in silence."""

import datetime as dt

import cast
import pytest
from cast import NOW

from xiezhi_desk.clues.records import BatchAnswer, Clue
from xiezhi_desk.clues.selectors.answers import preview
from xiezhi_desk.clues.selectors.precision import read_by_model
from xiezhi_desk.clues.services import answering, batching, blind
from xiezhi_desk.clues.services.answering import Choice
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.library.letters import AnnexLine

pytestmark = pytest.mark.django_db

TODAY = dt.date(2031, 3, 10)
p = cast.person


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def clues(number=3, **fields):
    return [cast.clue(organ="某市某局", **fields) for _ in range(number)]


def sent(number=3):
    batch = batching.make(clues(number), p("lin"), NOW)
    batching.mark_sent(batch, TODAY, p("lin"), NOW, due=TODAY + dt.timedelta(days=30))
    return batch, list(batch.clues.order_by("pk"))


def line(clue, answer, at=2, **fields):
    return AnnexLine(at, clue.number, answer, **fields)


def kept(batch, *lines):
    answering.keep(batch, preview(batch, lines), TODAY, p("lin"), NOW)
    return list(BatchAnswer.objects.filter(batch=batch).order_by("pk"))


def choices(answers):
    found = {"confirmed": (State.FOUNDED, "admitted"), "denied": (State.UNFOUNDED, "lawful")}
    return [
        Choice(answer, *found[answer.said["answer"]], answer.clue.revision) for answer in answers
    ]


def test_a_batch_takes_its_clues_sends_them_and_closes_to_changes():
    three = clues()
    batch = batching.make(three[:2], p("lin"), NOW)
    assert batching.add(batch, three[2:], p("lin"), NOW) == 1
    batching.remove(batch, three[0], p("lin"), NOW)
    batching.mark_sent(batch, TODAY, p("lin"), NOW, due=dt.date(2031, 4, 9))
    assert (
        sorted(batch.clues.values_list("state", "due")) == [("verifying", dt.date(2031, 4, 9))] * 2
    )
    for act in (
        lambda: batching.add(batch, three[:1], p("lin"), NOW),
        lambda: batching.remove(batch, three[1], p("lin"), NOW),
        lambda: batching.mark_sent(batch, TODAY, p("lin"), NOW),
    ):
        with pytest.raises(Refused, match="已发出"):
            act()


def test_a_batch_is_of_one_model_one_organ_and_nobody_else_s_clues():
    with pytest.raises(Refused, match="同一模型、同一机关"):
        batching.make([*clues(1), cast.clue(organ="乙局")], p("lin"), NOW)
    with pytest.raises(Refused, match="由他人承办"):
        batching.make(clues(1, state=State.ASSIGNED, assignee=p("mei")), p("lin"), NOW)
    with pytest.raises(Refused):
        batching.make([], p("lin"), NOW)
    mine = batching.make(clues(1), p("lin"), NOW)
    with pytest.raises(Refused) as refused:
        batching.add(mine, clues(1), p("mei"), NOW)
    assert refused.value.kind is Kind.RIGHT
    with pytest.raises(Refused, match="已在批次中"):
        batching.make(list(mine.clues.all()), p("lin"), NOW)


def test_what_is_wrong_with_an_annex_is_said_line_by_line():
    batch, (one, two, three) = sent()
    other = cast.clue()
    found = preview(
        batch,
        [
            line(one, "confirmed", 2),
            line(one, "denied", 3, evidence="裁定书"),
            line(two, "denied", 4),
            line(other, "confirmed", 5),
            line(two, "denied", 6),
        ],
    )
    assert [row.problem for row in found.rows] == [
        "同一线索有互相矛盾的答复",
        "同一线索有互相矛盾的答复",
        "否认但没有列明依据材料：不据此提出结论",
        "本批次没有这个编号",
        "重复的行",
    ]
    assert found.missing == [three]
    assert preview(batch, [line(one, "")]).rows[0].problem.startswith("没有填写结论")


def test_an_answer_becomes_proposals_that_a_second_person_confirms_as_a_list():
    batch, (one, two, three) = sent()
    answers = kept(
        batch, line(one, "confirmed"), line(two, "denied", 3, evidence="（2031）减刑裁定书")
    )
    assert (
        answering.propose(batch, choices(answers), "复函逐条核对", p("lin"), NOW, attested=True)
        == 2
    )
    shown = {clue.number: clue.revision for clue in Clue.objects.filter(state="proposed")}
    with pytest.raises(Refused) as refused:
        answering.confirm(batch, shown, p("lin"), NOW)
    assert refused.value.kind is Kind.SECOND
    with pytest.raises(Refused, match="清单已经变化"):
        answering.confirm(batch, {**shown, three.number: 2}, p("mei"), NOW)
    assert answering.confirm(batch, shown, p("mei"), NOW, text="同意") == 2
    assert list(batch.clues.order_by("pk").values_list("state", flat=True)) == [
        "founded",
        "unfounded",
        "verifying",
    ]
    read = read_by_model()[batch.model]
    assert (read.founded, read.unfounded) == (1, 1)
    with pytest.raises(Refused, match="还有 1 条线索没有办结"):
        batching.close(batch, p("lin"), NOW)


def test_nobody_attested_nothing_proposed():
    batch, (one, *_) = sent()
    answers = kept(batch, line(one, "confirmed"))
    with pytest.raises(Refused, match="没有确认系由人核查"):
        answering.propose(batch, choices(answers), "核对", p("lin"), NOW, attested=False)


def test_a_second_annex_replaces_nothing_in_silence():
    batch, (one, two, three) = sent()
    first = kept(batch, line(one, "confirmed"), line(two, "confirmed", 3))
    again = preview(
        batch,
        [
            line(one, "confirmed", 2),
            line(two, "denied", 3, evidence="裁定书"),
            line(three, "confirmed", 4),
        ],
    )
    assert [row.before for row in again.rows] == [None, first[1], None]
    answering.keep(batch, again, TODAY, p("lin"), NOW)
    rows = BatchAnswer.objects.filter(batch=batch)
    assert set(rows.filter(stands=True).values_list("clue", "said__answer", "round")) == {
        (one.pk, "confirmed", 2),
        (two.pk, "confirmed", 1),
        (three.pk, "confirmed", 2),
    }
    answering.accept(rows.get(round=2, clue=two), p("lin"), NOW)
    assert rows.get(clue=two, stands=True).said["answer"] == "denied"


def test_an_answer_that_was_proposed_on_is_not_replaced_before_it_is_withdrawn():
    batch, (one, *_) = sent()
    answers = kept(batch, line(one, "confirmed"))
    answering.propose(batch, choices(answers), "核对", p("lin"), NOW, attested=True)
    later = kept(batch, line(one, "denied", evidence="裁定书"))[-1]
    later.clue.refresh_from_db()
    with pytest.raises(Refused, match="已提请"):
        answering.accept(later, p("lin"), NOW)


def test_an_answer_comes_only_to_a_batch_that_was_sent():
    batch = batching.make(clues(1), p("lin"), NOW)
    with pytest.raises(Refused, match="尚未发出"):
        kept(batch, line(batch.clues.get(), "confirmed"))
