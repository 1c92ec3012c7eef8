"""Pages travel compressed, files as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from xiezhi_desk.ui.middleware import CompressedPages

ASKED = RequestFactory(headers={"accept-encoding": "gzip, br"}).get("/clues/")
PLAIN = RequestFactory().get("/clues/")
LONG = "线索" * 500


def _through(response, request=ASKED):
    return CompressedPages(lambda _: response)(request)


def test_a_page_is_compressed_for_a_browser_that_takes_it():
    answer = _through(HttpResponse(LONG))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == LONG


def test_a_browser_that_does_not_ask_gets_it_plain():
    assert _through(HttpResponse(LONG), PLAIN).content.decode() == LONG


@pytest.mark.django_db  # closing an answer closes old connections
@pytest.mark.parametrize("kind", ["application/zip", "application/pdf"])
def test_files_stay_as_they_are(kind, tmp_path):
    assert not _through(HttpResponse(LONG, content_type=kind)).has_header("Content-Encoding")
    (tmp_path / "a.csv").write_text(LONG, "utf8")
    kept = _through(FileResponse((tmp_path / "a.csv").open("rb")))
    assert not kept.has_header("Content-Encoding")
    kept.close()
