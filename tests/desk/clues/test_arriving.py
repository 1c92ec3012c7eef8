"""A bundle comes in: the same clue of a later run is the same clue, never a second one."""

import datetime as dt

import pytest
from cast import NOW, office, person
from incoming import COURT, arrive, clue_record

from xiezhi_desk.clues.records import (
    Arrival,
    Clue,
    Document,
    EvidenceRow,
    Matter,
    Sighting,
)
from xiezhi_desk.clues.services import counting
from xiezhi_desk.clues.states import Presence, State

pytestmark = pytest.mark.django_db


def kinds(clue):
    return list(clue.sightings.order_by("at").values_list("kind", flat=True))


def test_a_new_clue_stands_in_its_office_with_its_first_step():
    came = arrive(clue_record(), evidence=True)
    clue = Clue.objects.get()
    assert (clue.office.code, clue.state, clue.presence) == ("qingpu", State.NEW, Presence.CURRENT)
    assert clue.department.name == "第一检察部"
    assert len(clue.number) == 10
    assert clue.organ == COURT
    assert clue.matter == clue.origin == Matter.objects.get(key="matter-a")
    step = clue.steps.get()
    assert (step.name, step.by, step.to_office.code) == ("arrived", None, "qingpu")
    assert "所在地" in step.reason
    assert clue.latest.bundle == came
    assert clue.latest.said == {"v": 1, "clue": "a"}
    assert counting.drift() == {}


def test_the_same_evidence_is_seen_again():
    arrive(clue_record())
    arrive(clue_record(), day=2)
    clue = Clue.objects.get()
    assert kinds(clue) == ["new", "same"]
    assert clue.presence == Presence.CURRENT
    assert clue.last_seen - clue.first_seen == dt.timedelta(days=1)
    assert clue.revision == 0
    assert clue.sightings.get(kind="same").said is None


def test_other_evidence_on_a_decided_clue_keeps_the_decision_and_says_so():
    arrive(clue_record())
    Clue.objects.update(state=State.UNFOUNDED)
    counting.recount()
    arrive(clue_record(evidence="second", grade="suspicious"), day=2)
    clue = Clue.objects.get()
    assert (clue.state, clue.presence) == (State.UNFOUNDED, Presence.CHANGED)
    assert clue.revision == 1  # a form that was open on the old evidence is refused
    assert clue.latest.kind == "changed"
    assert clue.grade == "suspicious"
    assert [step.name for step in clue.steps.all()] == ["arrived", "changed"]
    assert counting.drift() == {}


def test_a_change_stays_to_be_looked_at_when_the_next_run_says_the_same():
    arrive(clue_record())
    arrive(clue_record(evidence="second"), day=2)
    arrive(clue_record(evidence="second"), day=3)
    assert Clue.objects.get().presence == Presence.CHANGED


def test_what_the_same_run_no_longer_raises_is_gone_and_may_come_back():
    arrive(clue_record("a"), clue_record("b"))
    arrive(clue_record("a"), day=2)
    gone = Clue.objects.get(matter__key="matter-b")
    assert gone.presence == Presence.GONE
    assert gone.state == State.NEW  # nothing is closed by it
    assert kinds(gone) == ["new", "gone"]
    arrive(clue_record("a"), clue_record("b"), day=3)
    gone.refresh_from_db()
    assert gone.presence == Presence.CURRENT
    assert Arrival.objects.order_by("bundle__as_of").values_list(
        "new", "same", "changed", "gone"
    ).last() == (0, 2, 0, 0)


@pytest.mark.parametrize(
    "other",
    [
        {
            "tables": {
                "judgments": {"table": "judgment", "coverage": [["*", "2031-01-01", "2031-02-28"]]}
            }
        },
        {"tables": {"other": {"table": "judgment", "coverage": []}}},
        {"issuer": "somebody else"},
    ],
    ids=["less time", "other inputs", "other issuer"],
)
def test_a_run_that_looked_elsewhere_says_nothing_is_gone(other):
    arrive(clue_record("a"), clue_record("b"))
    arrive(clue_record("a"), day=2, **other)
    assert set(Clue.objects.values_list("presence", flat=True)) == {Presence.CURRENT}


def test_another_model_or_offices_run_says_nothing_either():
    arrive(clue_record("a"))
    arrive(clue_record("b"), day=2, model="criminal.other")
    arrive(clue_record("c"), day=3, code="linjiang")
    assert not Clue.objects.filter(presence=Presence.GONE).exists()


def test_an_older_run_brought_late_changes_nothing_that_is_newer():
    arrive(clue_record("a", evidence="newer"), clue_record("b"), day=5)
    later = NOW + dt.timedelta(days=9)
    came = arrive(clue_record("a", evidence="older"), clue_record("c"), day=2, now=later)
    assert came.arrival.late
    a, b, c = (Clue.objects.get(matter__key=f"matter-{key}") for key in "abc")
    assert (a.presence, a.revision, a.latest.bundle.as_of) == ("current", 0, dt.date(2031, 3, 5))
    assert b.presence == "current"
    assert c.state == State.NEW


def test_clues_of_one_matter_stand_together_and_follow_it_where_it_was_merged():
    arrive(clue_record("a", matter_key="m"), clue_record("b", matter_key="m"))
    assert Matter.objects.count() == 1
    first = Matter.objects.get()
    into = Matter.objects.create(
        number="M", organ=COURT, duty="", office=office("qingpu"), made_at=NOW
    )
    first.merged_into = into
    first.save()
    arrive(clue_record("c", matter_key="m"), day=2)
    clue = Clue.objects.get(matter=into)
    assert clue.origin == first


def test_a_sealed_record_or_sensitive_data_arrives_restricted_and_uncounted():
    arrive(clue_record("a", flags=("sealed",)), clue_record("b"))
    assert list(Clue.objects.order_by("id").values_list("restricted", flat=True)) == [True, False]
    arrive(clue_record("x"), model="minors", sensitivity="sensitive_personal")
    assert Clue.objects.get(model="minors").restricted
    assert counting.drift() == {}
    assert sum(counting.Count.objects.filter(model="").values_list("number", flat=True)) == 1


def test_a_seal_found_later_restricts_and_leaves_the_counters():
    arrive(clue_record("a"))
    arrive(clue_record("a", flags=("sealed",)), day=2)
    assert Clue.objects.get().restricted
    assert counting.drift() == {}


def test_evidence_is_kept_once_and_only_for_what_is_new_or_changed():
    arrive(clue_record("a"), clue_record("b"), evidence=True)
    assert EvidenceRow.objects.count() == 2
    assert Document.objects.count() == 2
    later = arrive(
        clue_record("a"),
        clue_record("b", evidence="second"),
        clue_record("c"),
        day=2,
        evidence=True,
    )
    assert later.evidence_rows.count() == 2
    assert later.documents.count() == 2
    for seen in Sighting.objects.exclude(kind=Sighting.Kind.SAME).select_related("clue"):
        ((name, row, step, role),) = seen.links
        assert (name, step, role) == ("judgments", "judged", "subject")
        assert row == f"row-{seen.clue.key}"
        assert seen.bundle.evidence_rows.filter(input=name, row=row).exists()
    assert Sighting.objects.get(kind=Sighting.Kind.SAME).links is None


def test_a_bundle_that_names_a_clue_twice_or_anothers_is_refused():
    with pytest.raises(ValueError, match="twice"):
        arrive(clue_record("a"), clue_record("a"))
    arrive(clue_record("a"), day=2)
    with pytest.raises(ValueError, match="another model"):
        arrive(clue_record("a"), day=3, model="criminal.other")


def test_the_trail_says_what_came_without_a_name():
    from xiezhi_desk.audit.records import Entry

    person("an")
    came = arrive(clue_record("a"), clue_record("b"))
    entry = Entry.objects.get(action="clues.arrived")
    assert entry.thing == f"bundle:{came.number}"
    assert entry.details == {"new": 2, "same": 0, "changed": 0, "gone": 0}
