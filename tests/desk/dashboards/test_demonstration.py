"""The demonstration's special action names its models, and its progress says something."""

from types import SimpleNamespace

import cast
import pytest

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.cases.records import Action
from xiezhi_desk.cases.selectors.actions import progress
from xiezhi_desk.dashboards.demonstration.working import PROPERTY, Working
from xiezhi_desk.library import models


@pytest.mark.django_db
def test_the_action_is_about_models_that_have_clues_and_every_target_can_be_met():
    offices = cast.province()
    places = {"city": "linjiang", "county": "qingpu", "district": "baita"}
    organisation = SimpleNamespace(
        offices={name: offices[code] for name, code in places.items()},
        people={"city.manager": cast.person("gao")},
    )
    for state in ("new", "new", "founded", "unfounded"):
        cast.clue(code="qingpu", model="property-penalty-late", state=state)
    cast.clue(code="baita", model="seized-property-left-over")
    cast.clue(code="baita", model="sentence-dates-wrong", state="founded")
    work = Working(organisation, cast.NOW)
    work._action(cast.NOW)
    assert not work.refused
    made = Action.objects.get()
    assert tuple(made.model_ids) == PROPERTY
    assert all(models.find(one) for one in PROPERTY)
    rows = progress(made, PersonAccess(cast.person("gao")))
    assert [(one.office.code, one.target, one.clues, one.verified) for one in rows] == [
        ("linjiang", 0, 0, 0),
        ("baita", 1, 1, 0),
        ("qingpu", 3, 4, 2),
    ]
