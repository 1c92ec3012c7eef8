"""A person is seen only inside one clue, with a reason, for half an hour; and nowhere else."""

import datetime as dt
import logging
import re
from html import unescape

import cast as people
import incoming
import pytest
from django.core.management import call_command
from real_bundle import NAMES, received

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.records import Clue, EvidenceRow, Named
from xiezhi_desk.library.setting import setting_of
from xiezhi_desk.runs.store import folder_of

pytestmark = pytest.mark.django_db
WHY = "核对当事人是否同一人"
COVERED = {"person_name", "citizen_id", "bank_account", "phone", "address", "other_id"}


def secrets_of(clue):
    """Names, numbers and addresses the evidence of the clue's bundle holds, as they are."""
    setting = setting_of(folder_of(clue.latest.bundle.folder))
    found = set()
    for row in EvidenceRow.objects.filter(bundle=clue.latest.bundle):
        read = setting.row(row.input, row.row, row.said)
        for column, value in read.values.items():
            if read.types.get(column) in COVERED and value:
                found |= set(value) if isinstance(value, list) else {str(value)}
    return found


def opened(client, clue, path=""):
    return client.get(f"/clues/{clue.number}/{path}")


def uncover(client, clue, reason=WHY):
    return client.post(f"/clues/{clue.number}/uncover/", {"reason": reason})


def test_the_golden_rows_do_hold_names(tmp_path, settings):
    """Else the stories below could not fail."""
    assert set(NAMES) & secrets_of(received(tmp_path, settings)[0])


def test_no_page_holds_what_is_covered(client, tmp_path, settings, caplog):
    caplog.set_level(logging.DEBUG)
    clues = received(tmp_path, settings)
    call_command("check")
    people.signed_in(client, "lin")
    secrets = secrets_of(clues[0])
    pages = ["/clues/", "/clues/?q=某区", "/clues/work/", "/clues/exports/"]
    for clue in clues:
        document = next(iter(clue.latest.bundle.documents.values_list("doc_id", flat=True)), "")
        pages += [f"/clues/{clue.number}/", f"/clues/matter/{clue.matter.number}/"]
        pages += [f"/clues/{clue.number}/document/{document}/"] if document else []
    for address in pages:
        answer = client.get(address)
        assert answer.status_code in {200, 404}, address
        text = unescape(answer.content.decode())
        assert not [one for one in secrets if one in text], address
    assert not [one for one in secrets if one in caplog.text]
    trail = "".join(
        f"{one.thing}{one.within}{one.reason}{one.details}" for one in Entry.objects.all()
    )
    assert not [one for one in secrets if one in trail]


@pytest.mark.parametrize("word", NAMES)
def test_a_search_finds_no_person(client, tmp_path, settings, word):
    clues = received(tmp_path, settings)
    text = people.signed_in(client, "lin").get("/clues/", {"q": word}).content.decode()
    assert not [one.number for one in clues if one.number in text]


def test_uncovered_names_are_seen_in_that_clue_only(client, tmp_path, settings):
    first, second = received(tmp_path, settings)
    people.signed_in(client, "lin")
    uncover(client, first)
    assert any(name in opened(client, first).content.decode() for name in NAMES)
    page = opened(client, first).content.decode()
    title = re.search("<title>(.*?)</title>", page, re.DOTALL)[1]
    assert not any(name in title for name in NAMES)
    for other in (f"/clues/{second.number}/", "/clues/", f"/clues/matter/{first.matter.number}/"):
        assert not any(name in client.get(other).content.decode() for name in NAMES)
    assert [
        one.details
        for one in Entry.objects.filter(action="clue.opened", thing=f"clue:{first.number}")
    ]
    trail = "".join(str(one.details) for one in Entry.objects.all())
    assert not any(name in trail for name in NAMES)


def test_half_an_hour_later_everything_is_covered_again(client, tmp_path, settings, monkeypatch):
    clue = received(tmp_path, settings)[0]
    people.signed_in(client, "lin")
    uncover(client, clue)
    from django.utils import timezone

    now = timezone.now()
    for minutes, seen in ((29, True), (31, False)):
        moment = now + dt.timedelta(minutes=minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        page = opened(client, clue).content.decode()
        assert any(name in page for name in NAMES) is seen


def test_it_ends_with_the_session(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    people.signed_in(client, "lin")
    uncover(client, clue)
    client.logout()
    people.signed_in(client, "lin")
    assert not any(name in opened(client, clue).content.decode() for name in NAMES)


def test_a_colleague_s_uncovering_is_not_mine(client, tmp_path, settings):
    from django.test import Client

    clue = received(tmp_path, settings)[0]
    uncover(people.signed_in(Client(), "mei"), clue)
    page = opened(people.signed_in(client, "lin"), clue).content.decode()
    assert not any(name in page for name in NAMES)


def test_who_declared_a_conflict_uncovers_nothing(client, tmp_path, settings):
    from xiezhi_desk.clues.services import recusing

    clue = received(tmp_path, settings)[0]
    lin = people.person("lin")
    recusing.declare(lin, people.NOW, "与当事人有利害关系", clue=clue)
    people.signed_in(client, "lin")
    uncover(client, clue)
    assert not any(name in opened(client, clue).content.decode() for name in NAMES)
    assert Entry.objects.filter(action="clue.refused.right").exists()


@pytest.mark.parametrize("who", ["lin", "mei", "bai", "cheng", "gao"])
def test_sensitive_data_arrive_restricted_and_are_not_there_for_the_unnamed(client, who):
    incoming.arrive(incoming.clue_record("minor"), sensitivity="sensitive_personal")
    clue = Clue.objects.get()
    assert clue.restricted
    assert opened(people.signed_in(client, who), clue).status_code == 404
    assert Entry.objects.filter(action="reach.refused", thing=f"clue:{clue.number}").exists()
    assert clue.number not in client.get("/clues/").content.decode()


def test_the_named_see_it(client):
    incoming.arrive(incoming.clue_record("minor"), sensitivity="sensitive_personal")
    clue, lin = Clue.objects.get(), people.person("lin")
    Named.objects.create(clue=clue, person=lin, reason="承办未成年人案件", at=people.NOW)
    assert opened(people.signed_in(client, "lin"), clue).status_code == 200


def test_the_page_of_a_disposed_clue_says_so_and_keeps_its_history(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    clue.sightings.update(said=None)
    EvidenceRow.objects.update(said=None)
    answer = opened(people.signed_in(client, "lin"), clue)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "已到期处置" in page
    assert clue.organ in page
    assert not any(name in page for name in NAMES)
    assert "查看完整信息" not in page


def test_rows_disposed_of_leave_the_rest(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    EvidenceRow.objects.update(said=None)
    page = opened(people.signed_in(client, "lin"), clue).content.decode()
    assert "已到期处置" in page
    assert clue.act in page
