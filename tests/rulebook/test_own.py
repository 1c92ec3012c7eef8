"""An office's own tables and law beside the standard ones; money in another currency."""

import pytest

from xiezhi.model.checking import check_model
from xiezhi.model.load import parse_model
from xiezhi.model.rules import Rulebook
from xiezhi.report.masking import Masker
from xiezhi.report.showing import show
from xiezhi.rulebook.dated import DatedTables
from xiezhi.rulebook.law import CitationError, Law
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.own import own_folder
from xiezhi.rulebook.tables import Tables, TablesError
from xiezhi.rulebook.types import SemanticTypes

TYPES = SemanticTypes.load()
TABLE = """table: foreign_account
title: {zh: 境外账户, en: foreign accounts}
grain: {zh: 每个账户一行, en: one row per account}
owner: {zh: 某局, en: an office}
origin: supplied
key: [account]
sensitivity: personal
columns:
  account: {type: bank_account, nullable: false, title: {zh: 账号, en: account}}
  dollars: {type: money, currency: USD, title: {zh: 美元余额, en: balance in dollars}}
  euros: {type: money, currency: EUR, title: {zh: 欧元余额, en: balance in euros}}
  yuan: {type: money, currency: CNY, title: {zh: 人民币余额, en: balance in yuan}}
"""


def tables(folder, text: str = TABLE, name: str = "foreign_account") -> Tables:
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables" / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = Tables(rulebook_folder() / "tables", TYPES)
    found.bring(folder / "tables")
    return found


def test_own_tables_stand_beside_the_standard_ones(tmp_path):
    found = tables(tmp_path)
    assert "foreign_account" in found
    assert "judgment" in found
    assert {"foreign_account", "judgment"} <= set(found.names)
    assert found["foreign_account"].columns["dollars"].type.name == "money:USD"
    assert found["foreign_account"].columns["yuan"].type.name == "money"
    found.bring(tmp_path / "tables")
    with pytest.raises(KeyError):
        found["nothing"]


def test_an_own_table_does_not_replace_a_standard_one(tmp_path):
    with pytest.raises(TablesError, match="There is already a table judgment"):
        tables(tmp_path, TABLE.replace("foreign_account", "judgment"), "judgment")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("currency: USD", "currency: dollar"),
        ("type: bank_account", "type: bank_account, currency: USD"),
    ],
)
def test_only_money_has_a_currency(tmp_path, old, new):
    with pytest.raises(TablesError, match="is not in"):
        tables(tmp_path, TABLE.replace(old, new))["foreign_account"]


def test_sums_of_one_currency_add_and_those_of_two_do_not():
    assert TYPES.result("money:USD", "+", "money:USD") == "money:USD"
    assert TYPES.result("money:USD", "*", "number") == "money:USD"
    assert TYPES.result("number", "*", "money:USD") == "money:USD"
    assert TYPES.result("money:USD", "/", "money:USD") == "share"
    assert TYPES.result("money:USD", "+", "money") is None
    assert TYPES.result("money:USD", "/", "money:EUR") is None
    assert not TYPES["money:USD"].comparable(TYPES["money"])
    assert TYPES["money:USD"].sums
    assert "money:CNY" not in TYPES
    assert "date:USD" not in TYPES


MODEL = """model: small
version: 1.0.0
title: {zh: 小模型, en: small model}
line: criminal
point: {zh: 点, en: point}
supervises: {organ: {zh: 法院, en: court}, duty: {zh: 职责, en: duty}}
law: [{cite: 刑法#74, role: basis}]
remedy: [纠正意见]
grade: suspicious
sensitivity: personal
purpose: 刑事审判监督
status: experimental
inputs:
  accounts: {table: foreign_account, columns: [account, dollars, euros, yuan]}
steps:
  last: {derive: {from: accounts, columns: {total: "EXPR"}}}
clue:
  from: last
  key: {subject: [account]}
  amount: total
  title: {zh: 线索, en: clue}
"""


def faults(folder, expression: str) -> list[str]:
    rules = Rulebook(TYPES, tables(folder), DatedTables.load(), Law.load())
    found = check_model(parse_model(MODEL.replace("EXPR", expression)), rules)
    return [str(one) for one in found if one.code.startswith("type")]


@pytest.mark.parametrize(
    "expression",
    [
        "dollars + dollars * 2",
        "coalesce(dollars, 0) - 5",
        "greatest(dollars, 100)",
        "number(dollars) + number(yuan)",
    ],
)
def test_dollars_are_reckoned_with_dollars(tmp_path, expression):
    assert faults(tmp_path, expression) == []


@pytest.mark.parametrize(
    "expression",
    ["dollars + yuan", "yuan - dollars", "dollars + euros", "coalesce(dollars, yuan)", "case when dollars > yuan then 1 else 2 end"],
)  # fmt: skip
def test_two_currencies_together_are_refused_at_load(tmp_path, expression):
    found = faults(tmp_path, expression)
    assert any("money:USD" in fault for fault in found)


def test_the_reason_names_the_currencies(tmp_path):
    (fault,) = faults(tmp_path, "dollars + yuan")
    assert "one is in USD, the other in CNY" in fault
    assert "rate of the day" in fault


def test_money_is_shown_with_its_currency():
    shown = [show(1234, kind, Masker()) for kind in ("money", "money:USD", "money:XYZ")]
    assert [one.zh for one in shown] == ["1,234 元", "1,234 美元", "1,234 XYZ"]
    assert [one.en for one in shown] == ["1,234 yuan", "USD 1,234", "XYZ 1,234"]


def test_own_law_is_cited_beside_the_standard_law(tmp_path):
    (tmp_path / "index.yaml").write_text(
        "laws:\n- {law: 外国法甲, names: [甲], from: 2010-01-01, first: 1, last: 9, file: a.yaml}\n",
        encoding="utf-8",
    )
    (tmp_path / "a.yaml").write_text(
        "law: 外国法甲\ntitle: 外国法甲\nnumber: ''\nfrom: 2010-01-01\nunconfirmed: 未收录\n"
        "articles:\n  '7':\n  - {}\n",
        encoding="utf-8",
    )
    law = Law(rulebook_folder() / "law")
    assert not law.knows("外国法甲#7")
    law.bring(tmp_path)
    law.bring(tmp_path)
    assert law.knows("外国法甲#7")
    assert not law.knows("外国法甲#8")
    assert law.knows("刑法#74")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "index.yaml").write_text(
        "laws:\n- {law: 刑法, names: [], from: 2010-01-01, first: 1, last: 9, file: a.yaml}\n",
        encoding="utf-8",
    )
    with pytest.raises(CitationError, match="The rulebook has this law"):
        law.bring(tmp_path / "b")


def test_the_folder_of_an_office_is_found_from_its_models(tmp_path):
    assert own_folder(tmp_path / "office" / "models" / "civil" / "a") == tmp_path / "office"
    assert own_folder(tmp_path / "office" / "a") is None
