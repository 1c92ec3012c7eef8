"""HEAD is answered as GET is, without the body."""

import cast
import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from xiezhi_desk.ui.middleware import BareHeads


def test_the_page_sees_get_and_the_asker_no_body():
    seen = []

    def page(request):
        seen.append(request.method)
        return HttpResponse("线索")

    answer = BareHeads(page)(RequestFactory().head("/clues/"))
    assert seen == ["GET"]
    assert answer.content == b""
    assert answer.headers["Content-Length"] == "6"


@pytest.mark.django_db  # closing an answer closes old connections
def test_a_file_is_not_read_for_it(tmp_path):
    (tmp_path / "a.csv").write_text("案号")
    answer = BareHeads(lambda _: FileResponse((tmp_path / "a.csv").open("rb")))(
        RequestFactory().head("/a.csv")
    )
    assert b"".join(answer.streaming_content) == b""
    assert answer.headers["Content-Length"] == "6"
    answer.close()


@pytest.mark.django_db
def test_pages_answer_with_their_own_rights(client):
    assert client.head("/clues/").status_code == 302
    client.force_login(cast.person("lin"))
    there = client.head("/clues/")
    assert there.status_code == 200
    assert there.content == b""
    assert client.head("/audit/").status_code == 403
    assert client.head("/clues/0000000000/").status_code == 404


@pytest.mark.django_db
def test_what_only_takes_a_form_still_refuses(client):
    client.force_login(cast.person("lin"))
    answer = client.head("/sign-out/")
    assert answer.status_code == 405
