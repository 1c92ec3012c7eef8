"""The page on bundles says what the code writes."""

import re
from pathlib import Path

import pytest

from xiezhi.evidence.bundle import bundle_schema
from xiezhi.evidence.manifest import BUNDLE_VERSION
from xiezhi.evidence.tables import FIXED_TABLES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "bundle.md").read_text("utf8")


@pytest.mark.parametrize("name", sorted(FIXED_TABLES))
def test_every_column_of_every_table_is_named(name: str):
    named = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", PAGE))))
    assert set(FIXED_TABLES[name].names) <= named


@pytest.mark.parametrize("name", ["manifest", "run", "funnel", "run_index"])
def test_every_schema_is_linked_and_is_a_schema(name: str):
    from jsonschema import Draft202012Validator

    assert f"schema/{name}.schema.json" in PAGE
    Draft202012Validator.check_schema(bundle_schema(name))


def test_every_link_leads_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target


def test_the_page_is_of_the_version_that_is_written():
    assert PAGE.startswith(f"# The run bundle, version {BUNDLE_VERSION}")
