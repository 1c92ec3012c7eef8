"""To which office a clue goes."""

import pytest
from cast import NOW, office, person, province
from incoming import arrive, clue_record

from xiezhi_desk.clues.records import Clue, Route
from xiezhi_desk.clues.selectors.routing import Router
from xiezhi_desk.clues.services.routing import add_rule, move_rule, remove_rule

pytestmark = pytest.mark.django_db


def where(organ, *, home="jianghai", line="criminal", model="m", rules=None):
    offices = province()
    for rule in rules or ():
        if rule.owner_id is None:
            rule.owner = offices["jianghai"]
    router = Router(offices[home], rules)
    codes = {one.pk: code for code, one in offices.items()}
    return codes[router.route(model, line, organ).office]


@pytest.mark.parametrize(
    ("organ", "code"),
    [
        ("临江市青浦区人民法院", "qingpu"),
        ("江海省临江市白塔县人民法院", "baita"),
        ("白塔县水利局", "baita"),
        ("国家税务总局青浦区税务局", "qingpu"),
        ("临江市中级人民法院", "linjiang"),
        ("临江市公安局", "linjiang"),
        ("临江监狱", "linjiang"),
        ("江海省高级人民法院", "jianghai"),
        ("江海省监狱管理局", "jianghai"),
    ],
)
def test_an_organ_is_supervised_by_the_office_beside_it(organ, code):
    assert where(organ) == code


def test_what_cannot_be_placed_stays_with_who_brought_it_and_says_so():
    assert where("某某铁路运输法院", home="linjiang") == "linjiang"
    assert where("", home="qingpu") == "qingpu"
    assert "不能" in Router(office("linjiang")).route("m", "criminal", "某局").reason


def test_of_two_places_of_one_name_the_one_whose_city_is_named():
    offices = province()
    other = type(offices["qingpu"]).objects.create(
        code="haibin",
        name="海滨市人民检察院",
        level="city",
        parent=offices["jianghai"],
        path="/jianghai/haibin/",
    )
    twin = type(other).objects.create(
        code="qingpu2",
        name="海滨市青浦区人民检察院",
        level="county",
        parent=other,
        path="/jianghai/haibin/qingpu2/",
    )
    router = Router(offices["jianghai"])
    assert router.place("海滨市青浦区人民法院")[0] == twin
    assert router.place("临江市青浦区人民法院")[0] == offices["qingpu"]
    assert router.place("青浦区人民法院")[0] is None  # which of the two, nobody can say
    assert Router(offices["linjiang"]).place("青浦区人民法院")[0] == offices["qingpu"]


def test_the_first_rule_that_fits_decides():
    province()
    city = Route(place=1, line="public_interest", level="city", reason="市院统办")
    prison = Route(place=2, organ_contains="监狱", office=office("baita"), reason="派驻")
    rules = [city, prison]
    assert where("青浦区水利局", line="public_interest", rules=rules) == "linjiang"
    assert where("青浦区监狱", rules=rules) == "baita"
    assert where("青浦区监狱", line="public_interest", rules=rules) == "linjiang"
    assert where("青浦区人民法院", rules=rules) == "qingpu"
    assert (
        "市院统办"
        in Router(office("jianghai"), rules).route("m", "public_interest", "青浦区水利局").reason
    )


def test_a_rule_of_a_division_fits_its_places_only():
    rules = [Route(place=1, division="329921", office=office("qingpu"), reason="集中管辖")]
    province()
    assert where("白塔县人民法院", rules=rules) == "qingpu"
    assert where("临江市中级人民法院", rules=rules) == "linjiang"
    whole_city = [Route(place=1, division="329900", office=office("linjiang"), reason="试点")]
    assert where("白塔县人民法院", rules=whole_city) == "linjiang"


def test_a_rule_of_a_level_without_a_place_does_not_fit():
    rules = [Route(place=1, level="city", reason="市院统办")]
    assert where("某局", home="qingpu", rules=rules) == "qingpu"


def test_rules_keep_their_order_without_gaps():
    by = person("guan")
    a, b, c = (
        add_rule(
            Route(owner=by.office, place=0, reason=word, office=office("baita")), by=by, now=NOW
        )
        for word in "abc"
    )
    move_rule(c, 1, by=by, now=NOW)
    assert [rule.reason for rule in Route.objects.all()] == ["c", "a", "b"]
    remove_rule(a, by=by, now=NOW)
    assert list(Route.objects.values_list("reason", "place")) == [("c", 1), ("b", 2)]
    assert b.pk


def test_arriving_clues_follow_the_rules():
    guan = person("guan")
    city = Route(owner=guan.office, place=0, line="criminal", level="city", reason="市院统办")
    add_rule(city, by=guan, now=NOW)
    arrive(clue_record("a"))
    clue = Clue.objects.get()
    assert clue.office.code == "linjiang"
    assert "市院统办" in clue.steps.get().reason


def test_an_offices_rules_hold_for_its_own_place_and_send_to_its_own_offices():
    province()
    mine = Route(owner=office("qingpu"), place=1, line="criminal", office=office("qingpu"))
    assert where("白塔县人民法院", rules=[mine]) == "baita"
    up = Route(owner=office("qingpu"), place=1, line="criminal", level="city")
    assert where("青浦区人民法院", rules=[up]) == "qingpu"
    away = Route(owner=office("linjiang"), place=1, line="criminal", office=office("baita"))
    assert where("青浦区人民法院", rules=[away]) == "baita"


def test_the_upper_offices_rule_comes_first():
    for by, code in ((person("gao"), "baita"), (person("guan"), "linjiang")):
        rule = Route(owner=by.office, place=0, line="criminal", office=office(code), reason=code)
        add_rule(rule, by=by, now=NOW)
    assert where("临江市青浦区人民法院") == "linjiang"
