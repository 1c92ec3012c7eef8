"""The shipped models as the desk's pages show them."""

from __future__ import annotations

import pytest

from xiezhi_desk.library import models
from xiezhi_desk.library.problems import DoorError


def test_every_shipped_model_is_in_the_catalogue_with_law_and_checklist():
    listed = models.catalogue()
    assert len(listed) > 100
    assert {one.line for one in listed} == {
        "criminal", "civil", "administrative", "public_interest",
    }  # fmt: skip
    for one in listed:
        assert one.law
        assert one.checklist
        assert one.stories
        assert one.title.zh
        assert one.title.en


def test_prose_stories_letter_and_yield_of_one():
    one = models.entry("farmland-tax-not-levied")
    assert one.letter
    assert any(model.yielded for model in models.catalogue())
    assert "耕地占用税" in models.prose(one.id).zh
    assert "farmland" in models.prose(one.id).en.lower()
    assert "{finding}" in models.letter(one.id)
    told = models.stories(one.id)
    assert {"hit", "look_alike", "silent"} <= {story.kind for story in told}
    first = told[0]
    assert first.given[0].title.zh
    assert len(first.given[0].columns) == len(first.given[0].rows[0])
    assert first.expect[0]


def test_a_model_nobody_ships_is_refused_but_has_general_reasons():
    with pytest.raises(DoorError):
        models.entry("no-such-model")
    assert models.find("no-such-model") is None
    assert {one.source for one in models.reasons("no-such-model")} == {"general"}


def test_reasons_are_the_models_own_first_and_fit_the_outcome():
    found = models.reasons("farmland-tax-not-levied", "unfounded")
    assert [one.source for one in found][:3] == ["exclusion", "exclusion", "checklist"]
    assert found[2].zh == "该地块是否已由他人或者以其他名义缴纳：是"
    assert "other" in {one.code for one in found}
    assert "no-answer" not in {one.code for one in found}
    for outcome in ("founded", "unfounded", "undecidable", "transferred"):
        assert models.reasons("farmland-tax-not-levied", outcome)


def test_codes_are_short_distinct_and_said_again():
    for model in models.catalogue():
        found = models.reasons(model.id)
        assert len({one.code for one in found}) == len(found)
        assert all(len(one.code) <= 80 for one in found)
        for one in found:
            assert models.reason_title(model.id, one.code) == one.title
    assert models.reason_title("farmland-tax-not-levied", "gone").zh == "gone"
