"""The system administrator's work: offices, people, one-time links, leavers."""

import datetime as dt

import pytest
from cast import NOW, PASSWORD, department, office, person, province, signed_in
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from xiezhi_desk.accounts import slots
from xiezhi_desk.accounts.records import Handover, Invitation, Office, Person, Sitting
from xiezhi_desk.accounts.services import founding, handing
from xiezhi_desk.audit.records import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    """The browser of the system administrator."""
    province()
    return signed_in(client, "xi")


def link_shown(browser, answer):
    assert answer.url == "/people/links/"
    return [one["url"] for one in browser.get(answer.url).context["links"]]


def new_person(keeper, **more):
    given = {"username": "Qian", "name": "钱检", "office": office("qingpu").pk}
    return keeper.post("/people/new/", {**given, **more})


def test_somebody_new_gets_a_link_sets_a_password_and_signs_in(keeper):
    [url] = link_shown(keeper, new_person(keeper, department=department("qingpu").pk))
    assert keeper.get("/people/links/").context["links"] == []
    path = url.removeprefix("http://testserver")
    theirs = Client()
    assert "钱检" in theirs.get(path).text
    theirs.post(path, {"new": "Qing-pu-2031-x", "again": "Qing-pu-2031-x"})
    theirs.post("/sign-in/", {"username": "qian", "password": "Qing-pu-2031-x"})
    assert theirs.get("/profile/").status_code == 200
    assert theirs.get(path).status_code == 404
    assert theirs.post(path, {"new": "Another-2031", "again": "Another-2031"}).status_code == 404


def test_only_the_hash_of_a_link_is_kept(keeper):
    [url] = link_shown(keeper, new_person(keeper))
    token = url.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(Invitation.objects.values())
    assert token not in str(Entry.objects.values())


def test_a_link_dies_after_seven_days_and_when_a_new_one_is_made(keeper):
    [first] = link_shown(keeper, new_person(keeper))
    number = Person.objects.get(username="qian").number
    [second] = link_shown(keeper, keeper.post(f"/people/{number}/link/"))
    assert Client().get(first.removeprefix("http://testserver")).status_code == 404
    path = second.removeprefix("http://testserver")
    assert Client().get(path).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Client().get(path).status_code == 404


def test_a_weak_password_is_refused_by_the_link(keeper):
    [url] = link_shown(keeper, new_person(keeper))
    answer = Client().post(url.removeprefix("http://testserver"), {"new": "qian", "again": "qian"})
    assert "10" in answer.text
    assert not Person.objects.get(username="qian").has_usable_password()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"username": "LIN"}, "已有人用"),
        ({"username": "a b"}, "用户名"),
        ({"name": ""}, "姓名"),
        ({"office": "999"}, "单位"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(keeper, more, why):
    person("lin")
    assert why in new_person(keeper, **more).text


def test_the_department_must_be_the_offices(keeper):
    answer = new_person(keeper, department=department("baita").pk)
    assert "不属于" in answer.text


def test_a_disabled_persons_sessions_end_and_the_link_dies(keeper):
    lin = person("lin", password=PASSWORD)
    theirs = Client()
    theirs.post("/sign-in/", {"username": "lin", "password": PASSWORD})
    keeper.post(f"/people/{lin.number}/disable/", {"reason": "调离"})
    assert theirs.get("/profile/").status_code == 302
    assert not Sitting.objects.filter(person=lin).exists()
    entry = Entry.objects.get(action="person.disabled")
    assert (entry.thing, entry.reason) == (f"person:{lin.number}", "调离")
    assert keeper.post(f"/people/{lin.number}/link/").status_code == 404


def test_disabling_needs_a_reason_and_never_oneself(keeper):
    lin, xi = person("lin"), person("xi")
    keeper.post(f"/people/{lin.number}/disable/", {"reason": ""})
    keeper.post(f"/people/{xi.number}/disable/", {"reason": "x"})
    assert Person.objects.filter(is_active=False).count() == 0


def test_enabled_again_with_a_new_link(keeper):
    lin = person("lin", password=PASSWORD)
    keeper.post(f"/people/{lin.number}/disable/", {"reason": "借调"})
    assert len(link_shown(keeper, keeper.post(f"/people/{lin.number}/enable/"))) == 1
    lin.refresh_from_db()
    assert lin.is_active
    assert not lin.has_usable_password()


def test_a_leavers_work_goes_to_one_person_through_the_slots(keeper, monkeypatch):
    lin, mei = person("lin"), person("mei")
    seen = []

    def move(leaver, successor, by, now):
        seen.append((leaver, successor, by))
        return {"线索": 3}

    monkeypatch.setattr(slots, "handover", [move])
    monkeypatch.setattr(slots, "open_work", [lambda _: {"线索": 3}])
    assert "3" in keeper.get(f"/people/{lin.number}/hand-over/").text
    keeper.post(f"/people/{lin.number}/hand-over/", {"successor": mei.pk})
    assert seen == [(lin, mei, person("xi"))]
    assert Handover.objects.get().moved == {"线索": 3}
    assert Entry.objects.get(action="person.handed_over").details["to"] == mei.number


def test_a_floor_above_may_refuse_and_nothing_moves(keeper, monkeypatch):
    lin, mei = person("lin"), person("mei")

    def refuse(*_):
        raise ValidationError("接手人应当回避")

    monkeypatch.setattr(slots, "handover", [refuse])
    answer = keeper.post(f"/people/{lin.number}/hand-over/", {"successor": mei.pk})
    assert "应当回避" in answer.text
    assert not Handover.objects.exists()


def test_work_stays_within_the_office():
    with pytest.raises(ValidationError):
        handing.hand_over(person("lin"), person("bai"), by=person("xi"), now=NOW)


def test_the_list_is_searched_and_filtered(keeper):
    for name in ("lin", "bai", "wu"):
        person(name)

    def names(query):
        return [one.username for one in keeper.get(f"/people/?{query}").context["shown"]]

    assert names("q=林") == ["lin"]
    assert names("q=BA") == ["bai"]
    assert names("office=baita") == ["bai"]
    assert names("duty=chief") == ["wu"]
    assert names("state=disabled") == []
    assert set(names("state=nonsense&duty=x&page=abc&office=%00")) == {"lin", "bai", "wu", "xi"}
    assert len(names("page=99999")) > 0


def csv(text, encoding="utf-8"):
    return {"file": SimpleUploadedFile("people.csv", text.encode(encoding), "text/csv")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_many_at_once_from_a_list(keeper, encoding):
    answer = keeper.post(
        "/people/import/",
        csv(
            "用户名,姓名,单位,部门,邮箱\n"
            "qian,钱检,青浦区人民检察院,第一检察部,\n"
            "zhou,周检,baita,,zhou@baita.example\n\n",
            encoding,
        ),
    )
    assert len(link_shown(keeper, answer)) == 2
    assert Person.objects.get(username="qian").department.name == "第一检察部"


def test_a_list_with_a_fault_makes_nobody_and_names_the_lines(keeper):
    person("lin")
    answer = keeper.post(
        "/people/import/",
        csv(
            "username,name,office\nqian,钱检,qingpu\nlin,林,qingpu\nx,x,nowhere\n,,\nqian,又,baita\n"
        ),
    )
    assert answer.context["faults"] == [
        "第 3 行：用户名已有人用。",
        "第 4 行：单位不存在或不归您管理。",
        "第 6 行：用户名已有人用。",
    ]
    assert not Person.objects.filter(username="qian").exists()


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "用户名,姓名,单位\n", 'username,name,office\n"x', "\0", "用户名\n"]
)
def test_nonsense_instead_of_a_list_is_refused(keeper, text):
    answer = keeper.post("/people/import/", csv(text))
    assert answer.status_code == 200
    assert not Person.objects.exclude(username="xi").exists()


def test_an_office_is_added_renamed_and_removed_while_unused(keeper):
    new = {
        "parent": office("linjiang").pk,
        "level": "county",
        "code": "heshan",
        "name": "鹤山县人民检察院",
        "division": "329922",
    }
    keeper.post("/offices/new/", new)
    made = Office.objects.get(code="heshan")
    assert made.path == "/jianghai/linjiang/heshan/"
    assert made.departments.count() == 6
    keeper.post("/offices/heshan/", {"name": "鹤山市人民检察院", "division": "329982"})
    made.refresh_from_db()
    assert made.name == "鹤山市人民检察院"
    keeper.post("/offices/heshan/remove/")
    assert not Office.objects.filter(code="heshan").exists()


def test_an_office_in_use_stays(keeper):
    person("lin")
    answer = keeper.post("/offices/qingpu/remove/", follow=True)
    assert "不能删除" in answer.text
    assert office("qingpu").departments.count() == 6
    assert not Entry.objects.filter(action="office.removed").exists()


@pytest.mark.parametrize(
    "more", [{"level": "city"}, {"code": "baita"}, {"division": "32"}, {"name": "白塔县人民检察院"}]
)
def test_a_wrong_office_is_refused(keeper, more):
    new = {"parent": office("linjiang").pk, "level": "county", "code": "heshan", "name": "鹤山"}
    assert keeper.post("/offices/new/", {**new, **more}).status_code == 200
    assert Office.objects.count() == 4


def test_departments_are_added_renamed_and_removed(keeper):
    keeper.post("/offices/qingpu/departments/", {"name": "未检部门", "line": "criminal"})
    room = office("qingpu").departments.get(name="未检部门")
    keeper.post(f"/offices/qingpu/departments/{room.pk}/", {"name": "第五检察部"})
    room.refresh_from_db()
    assert (room.name, room.line) == ("第五检察部", "")
    keeper.post(f"/offices/qingpu/departments/{room.pk}/remove/")
    assert not office("qingpu").departments.filter(pk=room.pk).exists()
    lin = person("lin")
    keeper.post(f"/offices/qingpu/departments/{lin.department_id}/remove/")
    assert office("qingpu").departments.filter(pk=lin.department_id).exists()


def test_a_citys_administrator_keeps_the_city_and_its_counties_only(client):
    province()
    xi = person("xi")
    xi.office = office("linjiang")
    xi.save()
    browser = signed_in(client, "xi")
    lin, mo = person("lin"), person("mo")
    assert browser.get(f"/people/{lin.number}/").status_code == 200
    assert browser.get(f"/people/{mo.number}/").status_code == 404
    assert browser.get("/offices/jianghai/").status_code == 404
    assert {one.thing for one in Entry.objects.filter(action="reach.refused")} == {
        f"person:{mo.number}",
        "office:jianghai",
    }
    answer = new_person(browser, office=office("jianghai").pk)
    assert answer.status_code == 200
    assert not Person.objects.filter(username="qian").exists()


def test_the_desk_is_founded_once():
    made = founding.found(code="jianghai", name="江海省人民检察院", division="320000", now=NOW)
    assert [one.person.username for one in made] == ["sysadmin", "secadmin", "auditadmin"]
    with pytest.raises(ValidationError):
        founding.found(code="other", name="别处", division="", now=NOW)
