"""Deadlines and articles as the desk shows them."""

from datetime import date

import pytest

from xiezhi_desk.library import law
from xiezhi_desk.library.problems import DoorError


def test_an_answer_to_a_suggestion_is_due_after_two_months_with_its_article():
    due = law.due("suggestion_reply", date(2025, 8, 4))
    assert due.day == date(2025, 10, 9)  # 4 October lies in the holiday
    assert due.sure
    assert due.article == "检察建议规定第19条"
    assert not due.confirmed
    assert law.due("pil_reply_urgent", date(2025, 8, 4)).confirmed


def test_every_deadline_has_words_in_both_languages_and_an_article():
    for one in law.deadlines().values():
        assert one.title.zh and one.title.en and one.event.zh and one.length.en  # noqa: PT018
        assert "第" in one.article


def test_far_ahead_the_day_is_not_sure():
    due = law.due("pil_reply", date(2099, 1, 1))
    assert (due.day, due.sure) == (date(2099, 3, 1), False)
    assert law.due("sharing_supply", date(2099, 1, 1)).day is None
    assert law.is_workday(date(2099, 1, 1)) is None


def test_an_article_is_given_with_its_text_or_unconfirmed_never_invented():
    found = law.article("检察公益诉讼解释#21")
    assert found.confirmed
    assert "两个月内" in found.text
    unknown = law.article("公益诉讼规则#70")
    assert (unknown.text, unknown.confirmed) == ("", False)
    with pytest.raises(DoorError):
        law.article("想象法#1")
    with pytest.raises(DoorError):
        law.due("no-such", date(2031, 1, 1))
