"""Merging and parting lose nothing: every clue is always in the one live matter its origin leads to."""

import cast
import pytest
from cast import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Clue, Conflict, Credit, Matter
from xiezhi_desk.clues.selectors.matters import clues_of, live, mergeable, merged
from xiezhi_desk.clues.services import blind, deciding
from xiezhi_desk.clues.services.crediting import rebuild
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.services.matters import merge, part
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db
p = cast.person
YES = Finding(State.FOUNDED, "file", "属实", attested=True)


def matter_with(number_of_clues, **fields):
    first = cast.clue(state=State.VERIFYING, assignee=p("lin"), **fields)
    for _ in range(number_of_clues - 1):
        cast.clue(state=State.VERIFYING, assignee=p("lin"), matter=first.matter, **fields)
    return first.matter


def numbers():
    return {matter.pk: matter.clues.count() for matter in Matter.objects.all()}


def test_merged_and_parted_again_nothing_is_lost():
    one, two, three = matter_with(1), matter_with(2), matter_with(3)
    assert merge([two, three], one, p("lin"), NOW, "同一机关同类情形") == 5
    assert numbers() == {one.pk: 6, two.pk: 0, three.pk: 0}
    assert [(row.pk, brought) for row, brought in merged(one)] == [(two.pk, 2), (three.pk, 3)]
    two.refresh_from_db()
    assert live(two) == one
    assert part(two, p("lin"), NOW, "情形不同") == 2
    assert numbers() == {one.pk: 4, two.pk: 2, three.pk: 0}
    assert clues_of(PersonAccess(p("lin")), one).count() == 4


def test_what_was_merged_before_goes_along_and_comes_back_along():
    one, two, three = matter_with(1), matter_with(1), matter_with(1)
    merge([one], two, p("lin"), NOW, "并案")
    merge([two], three, p("lin"), NOW, "并案")
    two.refresh_from_db()
    assert part(two, p("lin"), NOW, "分案") == 2
    assert numbers() == {one.pk: 0, two.pk: 2, three.pk: 1}


def test_a_merger_is_refused_across_offices_into_itself_and_into_one_merged():
    one, two = matter_with(1), matter_with(1)
    far = cast.clue(code="baita").matter
    for chosen, into in (([far], one), ([one], one)):
        with pytest.raises(Refused):
            merge(chosen, into, p("lin"), NOW, "并案")
    merge([two], one, p("lin"), NOW, "并案")
    with pytest.raises(Refused, match="已并入其他事项"):
        merge([one], two, p("lin"), NOW, "并案")
    with pytest.raises(Refused, match="没有并入"):
        part(one, p("lin"), NOW, "分案")


def test_who_declared_a_conflict_merges_nothing():
    one, two = matter_with(1), matter_with(1)
    Conflict.objects.create(person=p("lin"), clue=two.clues.get(), reason="亲属", at=NOW)
    with pytest.raises(Refused) as refused:
        merge([two], one, p("lin"), NOW, "并案")
    assert refused.value.kind is Kind.CONFLICT


def test_others_on_the_same_organ_are_offered_the_same_duty_first():
    mine = cast.clue(organ="甲局", act="未收回").matter
    like = cast.clue(organ="甲局", act="未收回", worth=1).matter
    other = cast.clue(organ="甲局", act="未公示", worth=5).matter
    cast.clue(organ="乙局")
    assert mergeable(PersonAccess(p("lin")), mine) == [like, other]


def test_an_outcome_follows_the_merger_and_the_parting(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)
    one, two = matter_with(1), matter_with(1, bundle=cast.bundle("criminal.other"))
    clue = one.clues.get()
    deciding.propose(clue, YES, p("lin"), NOW)
    deciding.confirm(clue, p("mei"), NOW)
    credited = lambda: set(Credit.objects.values_list("model", "own"))  # noqa: E731
    assert credited() == {(clue.model, True)}
    merge([one], two, p("lin"), NOW, "并案")
    assert credited() == {(clue.model, True), ("criminal.other", False)}
    one.refresh_from_db()
    part(one, p("lin"), NOW, "分案")
    assert credited() == {(clue.model, True)}


ACTS = st.lists(
    st.tuples(st.sampled_from(["merge", "part"]), st.integers(0, 4), st.integers(0, 4)),
    max_size=14,
)


class AnyOrder(TestCase):
    """Hypothesis takes each example in a transaction of its own; what all begin with is made once."""

    @classmethod
    def setUpTestData(cls):
        cls.begun = [cast.clue().matter.pk for _ in range(5)]
        founded = Matter.objects.get(pk=cls.begun[0]).clues.get()
        founded.state = State.FOUNDED
        founded.save()
        founded.decisions.create(outcome="founded", why="x", by=p("lin"), at=NOW, revision=0)
        rebuild([founded.matter_id])

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ACTS)
    def test_after_any_order_each_clue_is_where_its_origin_leads(self, acts):
        matters = [Matter.objects.get(pk=one) for one in self.begun]
        for name, first, second in acts:
            one, two = (Matter.objects.get(pk=matters[at].pk) for at in (first, second))
            try:
                if name == "merge":
                    merge([one], two, p("lin"), NOW, "并案")
                else:
                    part(one, p("lin"), NOW, "分案")
            except Refused:
                continue
        assert Clue.objects.count() == 5
        for clue in Clue.objects.select_related("matter", "origin"):
            assert clue.matter == live(clue.origin)
            assert clue.matter.merged_into is None
        kept = set(Credit.objects.values_list("clue", "model", "own"))
        rebuild(matter.pk for matter in matters)
        assert kept == set(Credit.objects.values_list("clue", "model", "own"))
        for matter in Matter.objects.exclude(merged_into=None).order_by("pk"):
            matter.refresh_from_db()
            part(matter, p("lin"), NOW, "分案")
        assert not Clue.objects.exclude(matter__in=[m.pk for m in matters]).exists()
        assert all(clue.matter == clue.origin for clue in Clue.objects.all())
