"""The trail: appended, chained, never changed; whoever touches it is found."""

import pytest
from cast import NOW, person
from django.db import DatabaseError, connection, transaction

from xiezhi_desk.audit import guards, selectors, services
from xiezhi_desk.audit.chain import Link
from xiezhi_desk.audit.records import Entry, Head

pytestmark = pytest.mark.django_db


def three_entries():
    for thing in ("clue:A", "clue:B", "clue:C"):
        services.record(by=person("lin"), action="clue.opened", thing=thing, now=NOW)


def touch(sql):
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    guards.put(connection)


def test_numbers_follow_each_other_and_the_head_stands_at_the_last():
    three_entries()
    assert list(Entry.objects.values_list("number", flat=True)) == [1, 2, 3]
    last = Entry.objects.get(number=3)
    assert selectors.head() == Link(3, last.sm3, last.sha256)
    assert services.verify() is None


def test_an_entry_says_who_where_and_why():
    entry = services.record(
        by=person("lin"),
        action="clue.uncovered",
        thing="clue:A",
        reason="核对当事人身份",
        details={"fields": ["name"], "n": 2},
        now=NOW,
        address="192.0.2.7",
    )
    assert (entry.who, entry.office, entry.address) == ("林检 (lin)", "qingpu", "192.0.2.7")
    assert Entry.objects.get(number=entry.number).details == {"fields": ["name"], "n": 2}


def test_the_system_itself_may_act():
    assert services.record(by=None, action="job.reaped", now=NOW).who == ""


def test_an_act_undone_leaves_no_entry():
    three_entries()
    with transaction.atomic():
        services.record(by=None, action="clue.moved", now=NOW)
        transaction.set_rollback(True)
    assert selectors.head().number == 3
    assert services.verify() is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET reason = 'another' WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 2",
    ],
)
def test_the_database_refuses_to_change_or_delete(sql):
    three_entries()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert services.verify() is None


@pytest.mark.parametrize(
    ("sql", "number", "what"),
    [
        ("UPDATE audit_entry SET thing = 'clue:X' WHERE number = 2", 2, "changed"),
        ("UPDATE audit_entry SET sm3 = sha256 WHERE number = 2", 2, "changed"),
        ("DELETE FROM audit_entry WHERE number = 1", 1, "missing"),
        ("DELETE FROM audit_entry WHERE number = 2", 2, "missing"),
        ("DELETE FROM audit_entry WHERE number = 3", 3, "cut"),
        ("UPDATE audit_head SET sm3 = sha256", 3, "added"),
        ("UPDATE audit_head SET number = 2", 3, "added"),
    ],
)
def test_who_gets_past_the_guards_is_found(sql, number, what):
    three_entries()
    touch(sql)
    broken = services.verify()
    assert (broken.number, broken.what) == (number, what)


def test_a_tail_cut_off_with_its_head_is_found_by_an_anchor_kept_elsewhere():
    three_entries()
    anchor = selectors.head()
    second = Entry.objects.get(number=2)
    touch("DELETE FROM audit_entry WHERE number = 3")
    Head.objects.update(number=2, sm3=second.sm3, sha256=second.sha256)
    assert services.verify() is None
    assert services.verify([anchor])[:2] == (3, "cut")


def test_a_chain_made_anew_is_found_by_an_anchor_kept_elsewhere():
    three_entries()
    anchor = selectors.head()
    touch("DELETE FROM audit_entry")
    Head.objects.update(number=0, sm3="", sha256="")
    three_entries()
    touch("DELETE FROM audit_entry WHERE number = 3")
    Head.objects.update(number=2)
    second = Entry.objects.get(number=2)
    Head.objects.update(sm3=second.sm3, sha256=second.sha256)
    services.record(by=None, action="clue.opened", thing="clue:Z", now=NOW)
    assert services.verify() is None
    assert services.verify([anchor])[:2] == (3, "anchor")


def test_nonsense_in_an_entry_survives_both_databases():
    services.record(
        by=None,
        action="x.y",
        thing="t" * 300,
        reason="nul\0 and a lone \ud800 surrogate",
        details={"amount": 1.10, 3: {"deep": (1, None, True)}, "nul": "\0"},
        now=NOW,
    )
    assert services.verify() is None


def test_who_looked_is_one_query(django_assert_num_queries):
    services.record(by=person("lin"), action="clue.opened", thing="clue:A", now=NOW)
    services.record(
        by=person("he"), action="person.uncovered", thing="row:7", within="clue:A", now=NOW
    )
    services.record(by=person("lin"), action="clue.moved", thing="clue:A", now=NOW)
    services.record(by=person("bai"), action="clue.opened", thing="clue:B", now=NOW)
    with django_assert_num_queries(1):
        looked = [(one.number, one.who) for one in selectors.who_looked("clue:A")]
    assert looked == [(2, "何助 (he)"), (1, "林检 (lin)")]


@pytest.mark.django_db(transaction=True)
def test_after_a_story_with_real_transactions_the_guards_stand_again():
    three_entries()
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")
