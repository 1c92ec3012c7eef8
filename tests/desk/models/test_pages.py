"""Pages of the models: a lawyer finds one by its law, reads it in both languages."""

import cast as people
import pytest

from xiezhi_desk.models.selectors import found

pytestmark = pytest.mark.django_db


def test_a_model_is_found_by_organ_point_or_article():
    assert [one.id for one in found(text="养老金 死亡")] == ["pension-after-death"]
    assert all(one.line == "criminal" for one in found(line="criminal"))
    assert {one.grade for one in found(grade="certain")} == {"certain"}
    assert all(one.yielded for one in found(ready="yes"))
    assert found(text="没有这样的模型") == []


def test_the_list_and_a_page(client):
    people.signed_in(client, "lin")
    listed = client.get("/models/?line=public_interest&grade=nonsense&q=养老金")
    assert "死亡" in listed.content.decode()
    told = client.get("/models/pension-after-death/").content.decode()
    for part in ("社会保险经办条例第25条", "形似而非", "排除情形", "还没有运行过"):
        assert part in told


def test_the_page_is_complete_in_english(client):
    lin = people.person("lin")
    lin.language = "en"
    lin.save()
    told = people.signed_in(client, "lin").get("/models/pension-after-death/").content.decode()
    assert "Pension still paid after death" in told
    assert "look-alike" in told


def test_a_run_of_another_branch_of_the_tree_is_not_shown(client):
    people.bundle("pension-after-death", code="baita")
    people.bundle("pension-after-death", code="linjiang")
    people.signed_in(client, "lin")
    told = client.get("/models/pension-after-death/")
    assert [one.office.code for one in told.context["bundles"]] == ["linjiang"]


def test_an_unknown_model_is_not_there(client):
    assert people.signed_in(client, "lin").get("/models/no-such-model/").status_code == 404
