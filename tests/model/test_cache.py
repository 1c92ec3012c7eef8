"""Models read and compiled once: found again as long as nothing changed, never kept for ever."""

import datetime
import os
from dataclasses import replace

import pytest
from golden_models import EXAMPLE
from plain_run import RULES

from xiezhi.model.cache import prepare_model, read_models
from xiezhi.run.choosing import model_folders
from xiezhi.run.standing_rules import StandingRules


def rulebook_model():
    (folder,) = model_folders(["property-penalty-not-sent"])
    return folder


def prepared(model, keep_in, **said):
    asked = {"parameters": {}, "as_of": datetime.date(2024, 6, 30), **said}
    return prepare_model(model, StandingRules(), keep_in=keep_in, **asked)


def test_a_model_is_read_and_compiled_once_for_each_day_and_value(tmp_path, monkeypatch):
    (model,) = read_models([rulebook_model()], tmp_path)
    compiled, words = prepared(model, tmp_path)
    assert set(words) == {"zh", "en"}
    monkeypatch.setattr("xiezhi.model.cache.load_model", None)
    monkeypatch.setattr("xiezhi.model.cache.explain_understood", None)
    assert read_models([rulebook_model()], tmp_path) == (model,)
    assert prepared(model, tmp_path) == (compiled, words)
    (name, value) = next((one.name, one.default) for one in model.parameters)
    for said in ({"as_of": datetime.date(2024, 7, 1)}, {"parameters": {name: value}}):
        with pytest.raises(TypeError):  # made anew, and the words of it cannot be
            prepared(model, tmp_path, **said)
    with pytest.raises(TypeError):
        prepared(replace(model, source=model.source + " "), tmp_path)


def test_a_model_outside_the_rulebook_is_not_kept(tmp_path):
    (model,) = read_models([EXAMPLE], tmp_path)
    prepare_model(model, RULES, parameters={}, as_of=datetime.date(2024, 6, 30), keep_in=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("xiezhi.model.cache._MOST_KEPT", 3)
    for number in range(6):
        (tmp_path / f"{number}.ready").touch()
        os.utime(tmp_path / f"{number}.ready", (number, number))
    read_models([rulebook_model()], tmp_path)
    assert {path.name for path in tmp_path.glob("*.ready")} == {"3.ready", "4.ready", "5.ready"}
    assert [path.suffix for path in tmp_path.iterdir()].count(".text") == 1
