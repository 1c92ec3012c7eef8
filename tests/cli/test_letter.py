"""``show --letter`` for one model of each line: organ, number, day and finding are filled in."""

import datetime
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app
from xiezhi.rulebook.field_ready import field_ready
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.standard_schema import standard_schema

WOMAN = {"name": "王小明", "citizen_id": "110101196001010029"}
DAY = datetime.date.fromisoformat

GIVEN = {
    "bail-money-not-returned": {
        "bail_deposit": {
            **WOMAN,
            "unit": "某市某区公安局",
            "receipt_no": "BZ0001",
            "police_no": "A0101203100001",
            "amount": 5000,
            "paid_date": DAY("2031-01-10"),
            "ended_date": DAY("2031-05-01"),
        },
        "police_case": None,
        "procuratorate_case": None,
        "criminal_judgment": None,
    },
    "court-fee-not-refunded": {
        "court_fee": {
            "case_no": "（2031）某0101民初7号",
            "court": "某市某区人民法院",
            "payer": "王小明",
            "prepaid": 5000,
            "burden": 0,
        },
        "civil_judgment": {
            "case_no": "（2031）某0101民初7号",
            "court": "某市某区人民法院",
            "effective_date": DAY("2031-02-01"),
            "close_mode": "judgment",
        },
    },
    "licence-not-revoked": {
        "criminal_judgment": {
            "case_no": "（2031）某0101刑初7号",
            "defendant_no": 1,
            "court": "某市某区人民法院",
            "effective_date": DAY("2031-01-21"),
            "defendant": WOMAN["name"],
            "citizen_id": WOMAN["citizen_id"],
            "charges": ["交通肇事罪"],
        },
        "driver_license": {
            **WOMAN,
            "license_no": "110000000001",
            "class": "C1",
            "agency": "某市公安局交通管理支队",
            "issue_date": DAY("2015-05-05"),
            "status": "normal",
        },
        "admin_penalty": None,
        "police_penalty": None,
    },
    "pension-after-death": {
        "pension_payment": {
            **WOMAN,
            "agency": "某市某区社会保险中心",
            "scheme": "employee",
            "item": "basic",
            "pay_month": DAY("2031-06-01"),
            "amount": 3000,
        },
        "death_record": {
            **WOMAN,
            "source": "cremation",
            "record_no": "HH0001",
            "death_date": DAY("2031-04-15"),
        },
    },
}
SAID = {
    "bail-money-not-returned": (
        "某市某区公安局：\n",
        "票据号BZ0001",
        "2031年1月10日收取的保证金5,000 元",
        "于2031年5月1日结束",
        "无退还、没收、转交记录",
    ),
    "court-fee-not-refunded": (
        "某市某区人民法院：\n",
        "（2031）某0101民初7号案件（2031年2月1日生效",
        "应于2031年2月16日前退费，尚欠5,000 元",
        "尚欠5,000元，逾期",
    ),
    "licence-not-revoked": (
        "某市公安局交通管理支队：\n",
        "（2031）某0101刑初7号，2031年1月21日生效",
        "准驾车型C1的驾驶证至今未吊销",
    ),
    "pension-after-death": (
        "某市某区社会保险中心：\n",
        "死亡日期2031年4月15日，尚未退回3,000 元",
        "共3,000元",
    ),
}


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"LC_ALL": "en_US.UTF-8"})


def letter(folder, model, *words):
    """Write the tables, run the model, write the letter of its only clue."""
    facts, out = folder / "facts", folder / "run"
    facts.mkdir(exist_ok=True)
    (facts / "supplied.json").write_text(json.dumps({"data_as_of": "2031-12-31"}), "utf8")
    for number, (table, row) in enumerate(GIVEN[model].items(), 1):
        schema = standard_schema(Tables.load()[table])
        rows = [] if row is None else [{"_row": number, **row}]
        pq.write_table(pa.Table.from_pylist(rows, schema), facts / f"{table}.parquet")
    answer = run("run", "--facts", facts, "--models", model, "--out", out)
    assert answer.exit_code == 0, answer.stdout + answer.stderr
    (clue,) = json.loads(run("show", out, "--json").stdout)
    answer = run("show", out, clue["id"], "--letter", *words)
    assert answer.exit_code == 0, answer.stderr
    return answer.stdout


@pytest.mark.parametrize("model", sorted(GIVEN))
def test_organ_number_day_and_finding_are_filled_in(tmp_path, model):
    text = letter(tmp_path, model)
    for said in SAID[model]:
        assert said in text
    assert "{" not in text
    assert "＿" not in text
    assert WOMAN["name"] not in text


def test_whom_it_is_about_is_named_only_to_one_who_says_who_and_why(tmp_path):
    text = letter(
        tmp_path, "pension-after-death", "--reveal", "--who", "某检察官", "--why", "发函核实"
    )
    assert f"领取人{WOMAN['name']}" in text


def test_both_lists_are_shown_with_what_their_yields_mean():
    text = run("models", "--field-ready").stdout
    judgments, province = text.split("\n\n")
    assert "5,849 real judgments" in judgments
    assert "sentence-dates-wrong" in judgments
    assert "invented province" in province
    listed = field_ready()
    for one in listed.province:
        assert one.model in province
        assert f"found {one.found} of {one.true}" in province
        assert not one.extra or f"of {one.true}, {one.extra} in vain" in province
    assert len(text.splitlines()) == 24 + 6


def test_a_line_shows_its_own_list_only():
    text = run("models", "civil", "--field-ready", "--lang", "zh").stdout
    assert "虚构省" in text
    assert "裁判文书" not in text
    assert "court-fee-not-refunded" in text


def test_a_program_learns_on_what_data_a_yield_was_measured():
    told = {one["model"]: one for one in json.loads(run("models", "--json").stdout)}
    assert told["sentence-dates-wrong"]["field_ready"]["on"] == "judgments"
    assert told["pension-after-death"]["field_ready"]["on"] == "invented province"
    assert told["shell-companies"]["field_ready"] is None
