"""What every process reads once is read when it starts, and a fault there harms no page."""

import cast as people
import pytest
from real_bundle import received

from xiezhi_desk.library import models
from xiezhi_desk.library.problems import refused
from xiezhi_desk.library.setting import _setting
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.runs.serving import warming

pytestmark = pytest.mark.django_db


def test_models_and_bundles_are_there_before_the_first_page(tmp_path, settings):
    received(tmp_path, settings)
    models.catalogue.cache_clear()
    _setting.cache_clear()
    warming.warm()
    assert models.catalogue.cache_info().currsize == 1
    assert _setting.cache_info().currsize == 1
    before = _setting.cache_info().misses
    warming.warm()
    assert _setting.cache_info().misses == before


def test_a_bundle_that_is_gone_and_a_spoilt_installation_stop_nothing(
    client, tmp_path, settings, monkeypatch
):
    received(tmp_path, settings)
    Bundle.objects.update(folder="nowhere")

    def spoilt():
        raise refused("spoilt", ("坏了。", "Spoilt."), ("重新安装。", "Install anew."))

    monkeypatch.setattr(models, "catalogue", spoilt)
    warming.warm()
    assert people.signed_in(client, "lin").get("/clues/").status_code == 200
