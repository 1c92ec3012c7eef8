"""The file: alone, closed, masked, in two languages."""

import base64
import datetime
import errno
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from invented_report import report

from xiezhi.evidence.atomic import OutputError
from xiezhi.report.content import Reveal
from xiezhi.report.packing import pack, script_safe
from xiezhi.report.render import page, write_page
from xiezhi.report.words import WORDS

SCRIPTS = "\n".join(
    file.read_text("utf8")
    for file in (files("xiezhi.report") / "page").iterdir()
    if file.name.endswith(".js")
)


def test_every_word_is_there_in_both_languages_with_the_same_gaps():
    for key, (zh, en) in WORDS.items():
        assert zh.strip(), key
        assert en.strip(), key
        assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en)), key


def test_every_word_the_scripts_ask_for_exists():
    asked = set(re.findall(r'\bw\(\s*"([a-z_.]+)"', SCRIPTS))
    asked |= {key for row in re.findall(r'\["[^"]*", "(key_\w+)"\]', SCRIPTS) for key in [row]}
    assert len(asked) > 40
    assert asked - set(WORDS) == set()


def test_the_scripts_build_text_and_never_html():
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", SCRIPTS
    )


def test_the_file_forbids_everything_but_itself():
    text = page(report(3))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)[1]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    script = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(script) == len(style) == 1
    for body in (script[0], style[0]):
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text.replace(script[0], ""))


def test_text_of_a_judgment_cannot_end_the_data_block():
    hostile = "</script><script>alert(1)</script><!--"
    assert "<" not in script_safe(hostile)
    assert json.loads(script_safe(hostile)) == hostile


def test_the_name_of_a_run_cannot_become_markup():
    from dataclasses import replace

    text = page(replace(report(1), name="<img src=x onerror=alert(1)>"))
    assert "<img" not in text


def test_who_looked_and_why_stands_in_the_file():
    when = datetime.datetime(2032, 1, 5, 9, 30, tzinfo=datetime.UTC)
    text = page(report(1, reveal=Reveal("某检察官", "核对被告人", when)))
    assert 'name="xiezhi-reveal" content="某检察官 | 2032-01-05T09:30+00:00 | 核对被告人"' in text
    assert "xiezhi-reveal" not in page(report(1))


def test_what_clues_share_is_written_once():
    index, parts = pack(report(250))
    assert [len(part) for part in parts] == [100, 100, 50]
    assert len(index["clues"]) == 250
    assert len(index["shared"]["laws"]) == 4
    assert len(index["organs"]) == 16


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    target = tmp_path / "report.html"
    target.write_text("before", "utf8")

    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError) as refused:
        write_page(report(1), target)
    assert refused.value.problems[0].code == "output-disk-full"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert target.read_text("utf8") == "before"
