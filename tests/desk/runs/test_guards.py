"""The two guards around every page speak the reader's language, whoever answers first."""

import cast as people
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from xiezhi_desk.accounts.records import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(monkeypatch):
    """Every write of the account page finds the database locked."""

    def refuse(*_, **__):
        raise OperationalError("database is locked")

    monkeypatch.setattr("xiezhi_desk.accounts.views.own.set_capacity", refuse)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("数据库正忙", "再次提交")), ("en", ("The database is busy", "Send again"))],
)
def test_a_locked_database_is_said_with_what_was_typed(locked, language, words):
    client = people.signed_in(Client(raise_request_exception=False), "lin")
    Person.objects.update(language=language)
    answer = client.post("/profile/", {"weekly_capacity": "23"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert [word for word in words if word not in page] == []
    assert 'name="weekly_capacity" value="23"' in page


def test_too_large_an_upload_is_refused_in_the_browsers_language(settings):
    settings.UPLOAD_LIMIT = settings.REQUEST_LIMIT = 1024
    client = Client()
    client.cookies["language"] = "en"
    file = SimpleUploadedFile("a.csv", b"x" * 2 * 2**20)
    page = client.post("/shelf/upload/", {"file": file}).content.decode()
    assert "The upload is too large; nothing was taken." in page
