"""A list is the same whichever way it is found: walked along its order, or looked up by facts."""

import datetime as dt
import itertools
import random
from decimal import Decimal

import pytest
from cast import bundle, clue, person, signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues import facts
from xiezhi_desk.clues.access import reach, visible
from xiezhi_desk.clues.records import Clue, Named
from xiezhi_desk.clues.selectors import extremes, listing, narrowing
from xiezhi_desk.clues.selectors.filters import SORTS, Filters, conditions
from xiezhi_desk.clues.selectors.listing import listed
from xiezhi_desk.clues.selectors.searching import searched
from xiezhi_desk.clues.selectors.totals import totals
from xiezhi_desk.clues.services import counting
from xiezhi_desk.clues.services.indexing import index_again

TODAY = dt.date(2031, 3, 10)
ORGANS = ("青浦区人民法院", "青浦区公安局", "白塔县税务局", "江海省监狱")
MOST_QUERIES = 12
BOUNDS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
WAYS = {"walked": 10**6, "looked up": 0}


def way(monkeypatch, name):
    """Lists are found this way, however few clues there are."""
    monkeypatch.setattr(narrowing, "SMALL", 0)
    monkeypatch.setattr(listing, "FEW", 0)
    monkeypatch.setattr(listing, "COMMON", 10**6)
    monkeypatch.setattr(narrowing, "LOOKED_UP", WAYS[name])


def page(username, **asked):
    access = PersonAccess(person(username))
    far, filters = reach(access), Filters(**{"state": "all", **asked})
    return listed(filters, access, far, TODAY, totals(filters, far))


def ready():
    counting.recount()
    index_again({})


def invented(dice, number=40):
    """A desk of clues that differ in everything a list asks."""
    models = [bundle(model="甲", line="criminal"), bundle(model="乙", line="civil")]
    for _ in range(number):
        state = dice.choice(("new", "new", "verifying", "founded"))
        clue(
            code=dice.choice(("jianghai", "linjiang", "qingpu", "baita")),
            bundle=dice.choice(models),
            organ=dice.choice(ORGANS),
            act=dice.choice(("逾期未退还保证金", "未按期缴纳税款")),
            case_number=f"（2031）某0101刑初{dice.randint(1, 9)}号",
            grade=dice.choice(("certain", "indicative")),
            amount=dice.choice((None, Decimal("0.50"), Decimal(999), Decimal(50_000))),
            occurred=dice.choice((None, dt.date(1980, 1, 1), dt.date(2031, 2, 3))),
            expires=dice.choice((None, dt.date(2031, 3, 9), dt.date(2031, 4, 1))),
            presence=dice.choice(("current", "current", "changed", "gone")),
            state=state,
            due=TODAY if state == "verifying" else None,
            restricted=dice.random() < 0.15,
            worth=dice.randint(1, 5),
        )
    ready()


def drawn(dice):
    """Something one may ask."""
    offered = {
        "state": dice.choice(("new", "open", "verifying", "founded")),
        "q": dice.choice(("法院", "青浦", "税", "保证金 公安", "监狱", "刑初3号", "獬豸")),
        "line": dice.choice(("criminal", "civil")),
        "model": dice.choice(("甲", "乙")),
        "grade": dice.choice(("certain", "indicative")),
        "presence": dice.choice(("current", "changed", "gone")),
        "due": dice.choice(("week", "overdue", "none")),
        "expires": dice.choice(("past", "month", "quarter")),
        "least": dice.choice((0, 1000)),
        "since": dice.choice((dt.date(1979, 1, 1), dt.date(2031, 1, 1))),
        "sort": dice.choice([f"{sign}{name}" for name in SORTS for sign in ("", "-")]),
    }
    return {name: offered[name] for name in dice.sample(sorted(offered), 3)}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_both_ways_show_what_asking_each_clue_shows(monkeypatch, seed):
    dice = random.Random(seed)
    invented(dice)
    for _ in range(15):
        username, asked = dice.choice(("guan", "sheng", "gao", "an")), drawn(dice)
        access, filters = PersonAccess(person(username)), Filters(**{"state": "all", **asked})
        fits = visible(access).filter(conditions(filters, reach(access), TODAY))
        search = searched(filters.q, ())
        true = {
            one.pk for one in fits if search.says(one.model, one.organ, one.act, one.case_number)
        }
        found = {}
        for name in WAYS:
            with monkeypatch.context() as patch:
                way(patch, name)
                found[name] = page(username, **asked)
        walked, looked_up = ([one.pk for one in found[name].clues] for name in WAYS)
        assert walked == looked_up, (username, asked)
        assert set(walked) == true, (username, asked)
        assert {found[name].total for name in WAYS} == {len(true)} or filters.countable


@pytest.mark.django_db
@pytest.mark.parametrize("name", WAYS)
def test_a_word_of_another_office_says_nothing(monkeypatch, name):
    clue(code="baita", organ="白塔县税务局")
    clue(code="qingpu", organ="青浦区公安局")
    ready()
    way(monkeypatch, name)
    assert [one.organ for one in page("gao", q="税务").clues] == ["白塔县税务局"]
    mine = page("an", q="税务")
    assert (mine.clues, mine.total, mine.more, mine.cut) == ([], 0, False, False)


@pytest.mark.django_db
@pytest.mark.parametrize("name", WAYS)
def test_a_rare_word_deep_in_the_order_is_found(monkeypatch, name):
    came = bundle()
    for number in range(30):
        clue(bundle=came, organ="青浦区公安局", worth=100 + number)
    rare = clue(bundle=came, organ="江海省监狱", worth=1)
    ready()
    way(monkeypatch, name)
    monkeypatch.setattr(listing, "PER_PAGE", 5)
    assert page("guan", q="监狱").clues == [rare]
    assert page("guan", q="公安", sort="worth").clues[0].worth == 100


@pytest.mark.django_db
@pytest.mark.parametrize("name", WAYS)
def test_who_is_named_finds_a_clue_of_a_line_not_theirs(monkeypatch, name):
    shut = clue(bundle=bundle(model="乙", line="civil"), organ="江海省监狱", restricted=True)
    clue(organ="青浦区公安局")
    ready()
    way(monkeypatch, name)
    assert page("sheng", q="监狱").clues == []
    Named.objects.create(clue=shut, person=person("sheng"), by=person("an"), at=shut.first_seen)
    assert page("sheng", q="监狱").clues == [shut]
    assert page("sheng", q="监狱", restricted=True).clues == [shut]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sort", [f"{sign}{name}" for name in extremes.FIELDS for sign in ("", "-")]
)
def test_the_outermost_are_found_by_their_steps(monkeypatch, sort):
    came = bundle()
    for number in range(40):
        clue(
            bundle=came,
            amount=Decimal(number * number),
            occurred=dt.date(1985 + 2 * number, 1 + number % 12, 3),
            expires=dt.date(2031, 1 + number % 12, 1 + number % 28),
        )
    ready()
    way(monkeypatch, "walked")
    monkeypatch.setattr(narrowing, "LOOKED_UP", 1.5)
    monkeypatch.setattr(listing, "COUNTED", 0)
    monkeypatch.setattr(listing, "PER_PAGE", 3)
    monkeypatch.setattr(extremes, "TIMES", 1)
    narrowings = []
    inner = listing.outermost

    def spied(*asked):
        narrowings.append(inner(*asked))
        return narrowings[-1]

    monkeypatch.setattr(listing, "outermost", spied)
    name = sort.removeprefix("-")
    every = sorted((getattr(one, name) for one in Clue.objects.all()), reverse=sort[0] == "-")
    found = page("guan", assignee="none", sort=sort)
    assert [getattr(one, name) for one in found.clues] == every[:3]
    assert narrowings[0][0].near.size < 20
    assert found.more


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", [{"q": "监狱"}, {"model": "乙"}, {"model": "乙", "assignee": "none"}]
)
def test_a_walk_begins_where_the_first_may_stand(monkeypatch, asked):
    one, two = bundle(model="甲"), bundle(model="乙")
    for number in range(12):
        clue(bundle=one, organ="青浦区公安局", worth=number % 3)
    low = [clue(bundle=two, organ="江海省监狱", worth=worth) for worth in (1, 2, 1)]
    clue(bundle=one, organ="青浦区公安局", worth=2)
    ready()
    way(monkeypatch, "walked")
    begun = []
    inner = listing.from_first
    monkeypatch.setattr(
        listing, "from_first", lambda *asked: begun.append(inner(*asked)) or begun[-1]
    )
    found = page("guan", **asked)
    assert found.clues == [low[1], low[2], low[0]]
    assert begun[0][0].filter(pk__lt=low[0].pk, worth=2).count() < 4
    assert begun[0][0].filter(pk__gt=low[2].pk).count() == 0


@pytest.mark.django_db
def test_nobody_finds_clues_by_typing_a_fact():
    clue(grade="certain")
    ready()
    for typed in ("gcertain", " gcertain", "*", "a15", "o2031-02"):
        assert page("guan", q=typed).clues == []


@pytest.mark.parametrize(
    ("name", "value", "first", "last"),
    [
        ("amount", Decimal(-3), None, 0),
        ("amount", 10**30, 5, None),
        ("amount", Decimal("1023.99"), 1000, 1023),
        ("occurred", dt.date(1911, 5, 1), None, dt.date(1912, 1, 1)),
        ("occurred", dt.date(2099, 5, 1), dt.date(2031, 5, 2), None),
        ("occurred", dt.date(2031, 12, 31), dt.date(2031, 12, 31), dt.date(2032, 1, 1)),
        ("expires", dt.date(2030, 6, 1), dt.date(2029, 12, 1), dt.date(2031, 1, 1)),
    ],
)
def test_a_span_has_a_fact_of_every_value_in_it(name, value, first, last):
    assert set(facts.words(name, value)) & set(facts.between(name, first, last))


NASTY = (
    "q=9",
    "q=7&sort=-amount&page=3",
    "q=7&conflict=on&state=new",
    "q=1234567890&state=open",
    "q=法院&state=founded&page=99",
    "q=监狱&sort=due&page=2",
    "sort=occurred&presence=changed&state=all&page=99",
    "sort=-expires&grade=certain&conflict=on",
    "sort=-amount&model=甲&state=new&page=2",
    "state=new&model=乙&presence=gone&page=4",
)


@pytest.mark.django_db
def test_the_nastiest_addresses_take_twelve_queries(client, monkeypatch):
    invented(random.Random(3), 70)
    for name, value in {"CHECKED": 60, "COUNTED": 0, "MOST": 55, "PER_PAGE": 15}.items():
        monkeypatch.setattr(listing, name, value)
    guan = signed_in(client, "guan")
    guan.get("/clues/")
    taken = {}
    for name, query in itertools.product(WAYS, NASTY):
        way(monkeypatch, name)
        connection.queries_log.clear()  # it holds so many and no more
        with CaptureQueriesContext(connection) as said:
            answer = guan.get(f"/clues/?{query}")
        assert answer.status_code in {200, 302}  # beyond the end: to the first page
        asked = [one for one in said.captured_queries if not one["sql"].startswith(BOUNDS)]
        taken[name, query] = len(asked)
    assert max(taken.values()) == MOST_QUERIES, taken


@pytest.mark.django_db
def test_a_search_gives_up_after_two_stretches_and_says_so(monkeypatch):
    for number in range(8):
        clue(act=f"第{number}项", case_number="")
    rare = clue(act="第9项", case_number="", worth=-1)
    ready()
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    assert page("guan", q="9").clues == [rare]
    monkeypatch.setattr(listing, "CHECKED", 4)
    found = page("guan", q="9")
    assert found.cut
    assert found.clues == []
