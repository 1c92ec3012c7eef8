"""The act a clue is about stands in the language of the page, in lists and on pages."""

import cast
import pytest
from django.utils.translation import override

from xiezhi_desk.library import models
from xiezhi_desk.ui.acts import act

pytestmark = pytest.mark.django_db

DUTY = "羁押期限届满立即释放或者变更强制措施"
ENGLISH = "release or change the measure when the time in custody ends"


def signed_in(client, language):
    person = cast.person("lin")
    person.language = language
    person.save()
    return cast.signed_in(client, "lin")


@pytest.mark.parametrize(
    ("language", "there", "not_there"), [("en", ENGLISH, DUTY), ("zh-hans", DUTY, ENGLISH)]
)
def test_lists_and_pages_say_the_act_in_their_language(client, language, there, not_there):
    clue = cast.clue(act=DUTY, assignee=cast.person("lin"), state="assigned")
    browser = signed_in(client, language)
    for address in (
        "/clues/",
        "/clues/work/",
        f"/clues/{clue.number}/",
        f"/clues/matter/{clue.matter.number}/",
    ):
        page = browser.get(address, follow=True).content.decode()
        assert there in page, address
        assert not_there not in page, address


def test_the_act_of_a_model_that_is_not_shipped_stays_as_its_bundle_says_it():
    with override("en"):
        assert act("及时办理") == "及时办理"


def test_every_shipped_duty_has_english_words():
    assert [
        one.id for one in models.catalogue() if models.duty(one.duty.zh).en == one.duty.zh
    ] == []
