"""The list: tabs, filters, sorts, paging, saved views, ticks."""

import datetime as dt
from decimal import Decimal

import pytest
from cast import bundle, clue, office, person, signed_in
from django.http import QueryDict
from django.utils import timezone
from incoming import arrive, clue_record

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Line
from xiezhi_desk.clues import slots
from xiezhi_desk.clues.forms.chosen import chosen
from xiezhi_desk.clues.records import Clue, Conflict, Named, SavedView
from xiezhi_desk.clues.services import counting
from xiezhi_desk.clues.states import Presence, State
from xiezhi_desk.ui.rights import Right

pytestmark = pytest.mark.django_db
TODAY = dt.date(2031, 3, 10)


def get(client, query="", **more):
    answer = client.get(f"/clues/?{query}", **more)
    assert answer.status_code == 200, answer
    return answer


def numbers(answer):
    return [row.clue.number for row in answer.context["rows"]]


def tab(answer, title):
    return next(one for one in answer.context["tabs"] if str(one.title) == title)


@pytest.fixture
def lin(client):
    return signed_in(client, "lin")


@pytest.fixture
def an(client):
    return signed_in(client, "an")


def test_a_row_says_organ_and_act_first_and_leads_to_the_clue(lin):
    one = clue(organ="临江市青浦区人民法院", act="写明正确的刑期起止日期")
    counting.recount()
    answer = get(lin)
    assert numbers(answer) == [one.number]
    assert f'href="/clues/{one.number}/"' in answer.text
    assert "临江市青浦区人民法院：写明正确的刑期起止日期" in answer.text
    assert one.key not in answer.text


def test_tabs_count_by_state_from_the_kept_counters(lin):
    clue()
    clue()
    clue(state=State.VERIFYING)
    clue(state=State.UNFOUNDED)
    clue(code="baita")
    clue(line=Line.CIVIL)
    counting.recount()
    answer = get(lin)
    counts = {str(one.title): one.many for one in answer.context["tabs"]}
    assert counts["在办"] == 3
    assert counts["待分派"] == 2
    assert counts["不属实"] == 1
    assert counts["全部"] == 4
    assert len(numbers(answer)) == 3
    assert len(numbers(get(lin, "state=unfounded"))) == 1
    assert len(numbers(get(lin, "state=all"))) == 4


def test_a_restricted_clue_is_counted_for_the_named_only(client):
    sealed = clue(restricted=True)
    clue()
    counting.recount()
    mei = signed_in(client, "mei")
    assert tab(get(mei), "在办").many == 1
    Named.objects.create(clue=sealed, person=person("mei"), reason="承办", at=timezone.now())
    answer = get(mei)
    assert tab(answer, "在办").many == 2
    assert sealed.number in numbers(answer)
    assert get(mei, "restricted=on").context["found"].total == 1


def test_filters_narrow_and_say_what_is_asked(an):
    river = clue(
        organ="青浦区水利局",
        line=Line.PUBLIC_INTEREST,
        grade="suspicious",
        amount=Decimal(90000),
        amount_type="money",
        bundle=bundle("public_interest.groundwater", line=Line.PUBLIC_INTEREST, title_zh="取水"),
    )
    clue(amount_type="days")
    counting.recount()
    for query in (
        "line=public_interest",
        "model=public_interest.groundwater",
        "grade=suspicious",
        "organ=青浦区水利局",
        "least=50000",
        "least=80000&most=90000&line=public_interest&grade=suspicious",
    ):
        answer = get(an, query)
        assert numbers(answer) == [river.number], query
        assert answer.context["found"].total == 1
        assert answer.context["chips"], query
    assert numbers(get(an, "most=50000")) == []  # an amount in days is no amount in yuan


def test_filters_by_person_term_expiry_and_last_run(lin):
    mine = clue(assignee=person("lin"), state=State.ASSIGNED)
    today = timezone.localdate()
    late = clue(due=today - dt.timedelta(days=1))
    soon = clue(due=today + dt.timedelta(days=5), presence=Presence.CHANGED)
    ends = clue(expires=today + dt.timedelta(days=20), snoozed_until=today)
    assert numbers(get(lin, "assignee=me")) == [mine.number]
    assert mine.number not in numbers(get(lin, "assignee=none"))
    assert numbers(get(lin, f"assignee={person('lin').pk}")) == [mine.number]
    assert numbers(get(lin, "due=overdue")) == [late.number]
    assert numbers(get(lin, "due=week&sort=due")) == [late.number, soon.number]
    assert numbers(get(lin, "presence=changed")) == [soon.number]
    assert numbers(get(lin, "expires=month")) == [ends.number]
    assert numbers(get(lin, "snoozed=on")) == [ends.number]


def test_an_office_means_those_below_it_too(client):
    gao = signed_in(client, "gao")
    here, there = clue(code="linjiang"), clue(code="baita")
    counting.recount()
    assert set(numbers(get(gao, f"office={office('linjiang').pk}"))) == {here.number, there.number}
    assert numbers(get(gao, f"office={office('baita').pk}")) == [there.number]
    assert tab(get(gao, f"office={office('baita').pk}"), "全部").many == 1
    assert numbers(get(gao, f"office={office('jianghai').pk}")) == []  # above the person


def test_own_conflicts_of_interest(lin):
    clue()
    mine = clue(organ="某市某局")
    Conflict.objects.create(
        person=person("lin"), organ="某市某局", reason="亲属", at=timezone.now()
    )
    assert numbers(get(lin, "conflict=on")) == [mine.number]


def test_what_the_model_set_aside_is_hidden_and_counted(lin):
    arrive(clue_record("a"), clue_record("b", suppressed=True))
    answer = get(lin)
    assert answer.context["found"].total == 1
    assert answer.context["suppressed"] == 1
    assert "另有 1 条本院暂不提示" in answer.text
    assert get(lin, "suppressed=on").context["found"].total == 1


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("-amount", "bac"),
        ("amount", "abc"),
        ("due", "cab"),
        ("-due", "acb"),
        ("-worth", "cba"),
        ("organ", "acb"),
        ("-occurred", "bca"),
    ],
)
def test_sorting_puts_what_has_no_value_last(lin, sort, order):
    day = dt.date(2031, 3, 1)
    for name, amount, due, worth, organ, occurred in (
        ("a", 5, 9, 1, "甲", 1),
        ("b", 7, None, 2, "甲2", 3),
        ("c", None, 3, 3, "甲1", 2),
    ):
        clue(
            act=name,
            amount=amount,
            due=due and day + dt.timedelta(days=due),
            worth=worth,
            organ=organ,
            occurred=day + dt.timedelta(days=occurred),
        )
    counting.recount()
    answer = get(lin, f"sort={sort}")
    assert "".join(row.clue.act for row in answer.context["rows"]) == order


def test_pages_of_fifty_with_the_whole_number(lin):
    arrive(*(clue_record(f"k{number}") for number in range(120)))
    first, third = get(lin), get(lin, "page=3")
    assert first.context["found"].total == 120
    assert len(numbers(first)) == 50
    assert len(numbers(third)) == 20
    assert not set(numbers(first)) & set(numbers(third))
    assert third.context["found"].pages == 3
    assert "第 101–120 条，共 120 条" in third.text
    assert get(lin, "page=99").context["found"].page == 3
    assert len(numbers(get(lin, "sort=due&page=3"))) == 20


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense&line=%00&grade=9&office=x&page=-1&sort=;drop",
        "office=99999999999999999999",
        "page=999999999999999999999",
        "least=abc&most=NaN&since=2031-13-45&until=-",
        "assignee='%20OR%201=1",
        "assignee=99999999999999999999999",
        "model=" + "x" * 500,
        "q=%00%ff%fe",
        "q=" + "法" * 400,
        "least=1e400",
        "q=%F0%9F%98%80",
    ],
)
def test_nonsense_is_left_out_and_said_never_an_error(lin, query):
    clue()
    counting.recount()
    get(lin, query)


def test_what_was_not_understood_is_named(lin):
    assert "条线" in get(lin, "line=nonsense").text.split("已忽略：")[1][:20]


def test_a_page_takes_few_queries(an, django_assert_max_num_queries):
    for number in range(60):
        clue(act=str(number))
    counting.recount()
    get(an)  # the sitting is written once a while, not on every page
    with django_assert_max_num_queries(12):
        get(an)
    with django_assert_max_num_queries(12):
        get(an, "q=青浦")
    with django_assert_max_num_queries(12):
        get(an, "state=new&sort=-amount&line=criminal&grade=certain&organ=某市某区人民法院")


def test_htmx_gets_the_part_and_the_plain_address(lin):
    clue()
    answer = lin.get("/clues/?q=&line=&state=new&page=1", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert answer.headers["HX-Push-Url"] == "/clues/?state=new"
    assert "<html" in get(lin, "state=new").text


def test_who_may_not_see_clues_is_refused(client):
    assert signed_in(client, "mo").get("/clues/").status_code == 403


def test_an_empty_list_says_why(an):
    assert "还没有线索" in get(an).text
    assert "没有符合条件的线索" in get(an, "grade=certain").text


def test_a_saved_view_opens_the_list_and_is_shared_in_the_office(client):
    lin = signed_in(client, "lin")
    saved = {"name": "本周到期", "query": "due=week&page=3&bad=1", "first": "on", "shared": "on"}
    assert lin.post("/clues/views/", saved).status_code == 302
    view = SavedView.objects.get()
    assert view.query == "due=week"
    assert lin.get("/clues/").headers["Location"] == "/clues/?due=week"
    mei = signed_in(client, "mei")
    assert "本周到期" in get(mei).text
    assert mei.post(f"/clues/views/{view.pk}/", {"do": "forget"}).status_code == 404
    bai = signed_in(client, "bai")
    assert "本周到期" not in get(bai).text
    lin = signed_in(client, "lin")
    lin.post(f"/clues/views/{view.pk}/", {"do": "first"})
    assert lin.get("/clues/").status_code == 200
    lin.post(f"/clues/views/{view.pk}/", {"do": "forget"})
    assert not SavedView.objects.exists()


def test_a_view_that_makes_no_sense_is_not_saved(lin):
    answer = lin.post("/clues/views/", {"name": "x", "query": "line=nonsense"})
    assert answer.status_code == 200
    assert not SavedView.objects.exists()


def access(username):
    return PersonAccess(person(username))


def test_ticked_clues_are_those_within_reach():
    one, other = clue(), clue(code="baita")
    post = QueryDict(f"pick={one.number}&pick={other.number}&pick=%3Cx%3E")
    got = chosen(access("lin"), post, TODAY)
    assert got.clues == [one]
    assert got.missing == 1


def test_all_of_a_filter_are_those_the_list_shows():
    clue(grade="suspicious")
    wanted = {clue().number for _ in range(3)}
    post = QueryDict(mutable=True)
    post.update({"all": "1", "query": "state=new&grade=certain"})
    assert {one.number for one in chosen(access("lin"), post, TODAY).clues} == wanted


def test_bulk_acts_are_offered_to_whom_they_are_open(client, monkeypatch):
    act = slots.BulkAct("assign", "批量分派", "Assign", "clues:list", Right.ASSIGN)
    monkeypatch.setattr(slots, "bulk_acts", [act])
    monkeypatch.setattr("xiezhi_desk.clues.views.list.bulk_acts", [act])
    clue()
    assert "批量分派" in get(signed_in(client, "an")).text
    assert "批量分派" not in get(signed_in(client, "lin")).text


def test_the_routing_page_tries_a_rule_before_it_is_kept(client):
    guan = signed_in(client, "guan")
    arrive(clue_record("a"))
    said = {"line": "criminal", "level": "city", "reason": "市院统办"}
    tried = guan.post("/clues/routes/", {**said, "do": "try"})
    assert [(flow.now, flow.then) for flow in tried.context["flows"]] == [
        ("青浦区人民检察院", "临江市人民检察院")
    ]
    assert guan.post("/clues/routes/", {**said, "do": "keep"}).status_code == 302
    assert "市院统办" in guan.get("/clues/routes/?organ=青浦区人民法院&line=criminal").text
    assert Clue.objects.get().office.code == "qingpu"  # no clue that is there moves
    wrong = guan.post("/clues/routes/", {"level": "city", "reason": "x", "do": "keep"})
    assert "至少写一项条件" in wrong.text


def test_routing_is_for_clue_managers(lin):
    assert lin.get("/clues/routes/").status_code == 403
