"""A table by region: the narrowest entry that holds on the day wins."""

import datetime
from dataclasses import dataclass

import pytest
from plain_run import RULES, Run, model_text

from xiezhi.model.compiling import compile_model
from xiezhi.model.load import parse_model
from xiezhi.model.rules import DatedTable, Rulebook
from xiezhi.model.stories import parse_stories
from xiezhi.sql.types import Type

ROWS = (
    {
        "charge": "盗窃罪",
        "amount": 3000,
        "valid_from": datetime.date(2013, 4, 4),
        "valid_to": None,
        "region": None,
    },
    {
        "charge": "盗窃罪",
        "amount": 2000,
        "valid_from": datetime.date(2014, 1, 1),
        "valid_to": None,
        "region": "340000",
    },
    {
        "charge": "盗窃罪",
        "amount": 2500,
        "valid_from": datetime.date(2015, 1, 1),
        "valid_to": datetime.date(2016, 1, 1),
        "region": "340100",
    },
    {
        "charge": "盗窃罪",
        "amount": 2600,
        "valid_from": datetime.date(2015, 1, 1),
        "valid_to": None,
        "region": "340102",
    },
)


@dataclass
class Threshold:
    """The rows, as the plain run asks for them."""

    rows: tuple


class WithRegions(Rulebook):
    """The rulebook with one more dated table."""

    def __init__(self) -> None:
        super().__init__(RULES.types, RULES.tables, RULES.dated_tables, RULES.law)
        self.dated_tables = {"threshold": Threshold(ROWS)}

    def dated(self, name):
        columns = {"charge": Type("charge", "VARCHAR"), "amount": Type("money", "DECIMAL(18,2)")}
        return DatedTable("threshold", columns, "valid_from", "valid_to", "region")

    def dated_names(self):
        return ("threshold",)


RULEBOOK = WithRegions()
TEXT = model_text(
    "  counts: {table: judgment_count, columns: [doc_id, ordinal, count_ordinal, charge, charge_text, offence_to]}",
    "  placed: {derive: {from: counts, columns: {place: \"as_type(charge_text, 'admin_division')\"}}}\n"
    "  last: {lookup: {from: placed, table: threshold, keys: [charge], as_of: offence_to, region: place, take: [amount]}}",
    "  from: last\n  key: {subject: [doc_id, ordinal, count_ordinal]}\n  amount: amount",
)


@pytest.mark.parametrize(
    ("place", "day", "amount"),
    [
        ("340102", "2015-06-01", 2600),
        ("340103", "2015-06-01", 2500),
        ("340103", "2015-12-31", 2500),
        ("340103", "2016-01-01", 2000),
        ("340102", "2014-06-01", 2000),
        ("34", "2015-06-01", 2000),
        ("110101", "2015-06-01", 3000),
        ("340102", "2013-06-01", 3000),
        (None, "2015-06-01", 3000),
        ("340102", "2013-04-03", None),
    ],
)
def test_the_narrowest_entry_that_holds_wins(place, day, amount):
    model = parse_model(TEXT)
    shown = f"'{place}'" if place else "null"
    story = parse_stories(
        "- story: {zh: 地区, en: region}\n  expect: []\n  given:\n    counts:\n"
        f"    - {{count_ordinal: 1, charge: 盗窃罪, charge_text: {shown}, offence_to: {day}}}\n",
        model,
        RULEBOOK,
    )[0]
    ran = Run(compile_model(model, RULEBOOK), story.tables, RULEBOOK)
    found = [clue["_amount"] for clue in ran.whole()]
    assert found == ([] if amount is None else [amount])
    assert ran.aside("not_checkable") == (amount is None)
