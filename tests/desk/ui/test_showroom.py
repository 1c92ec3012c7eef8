"""Every part of the look, in a real browser."""

import browser
import pytest

pytestmark = browser.JOURNEY


@pytest.mark.parametrize("query", ["", "?wrong=1&say=1"])
def test_the_showroom_has_no_accessibility_fault(desk, query):
    desk.sign_in("lin").open(f"/ui/style/{query}")
    assert desk.accessibility_faults() == []
