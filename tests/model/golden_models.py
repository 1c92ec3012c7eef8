"""One small model per verb and the example of the language's page: what goldens are made of."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plain_run import RULES, small

from xiezhi.model.compiling import compile_model
from xiezhi.model.load import load_model

if TYPE_CHECKING:
    from xiezhi.model.compiled import Compiled, Engine
    from xiezhi.model.spec import Model

EXAMPLE = Path(__file__).parent / "property-penalty-not-sent"
_KEY = "  from: last\n  key: {subject: [doc_id, ordinal]}"
_S = "  sentences: {table: judgment_sentence, columns: [doc_id, ordinal, name, months, fine, starts, ends, charges]}"
_P = "  priors: {table: judgment_prior, columns: [doc_id, ordinal, decided_date, release_date, fine]}"
_C = "  custody: {table: judgment_custody, columns: [doc_id, ordinal, from, to]}"
_E = "  answers: {table: enforcement_case, columns: [basis_no, exec_no, file_date], covers: {need: complete}}"
_N = "  counts: {table: judgment_count, columns: [doc_id, ordinal, count_ordinal, charge, offence_to, fine]}"

_STEPS: dict[str, tuple[str, str]] = {
    "keep": (
        _S,
        '  last: {keep: {from: sentences, where: "months > 36 and fine is null", unknown: pending}}',
    ),
    "drop": (_S, '  last: {drop: {from: sentences, where: "fine > 0 or months > 36"}}'),
    "derive": (
        _S,
        '  all: {derive: {from: sentences, columns: {last_day: "add_days(add_months(starts, months), -1)", '
        'off: "days_between(last_day, ends)"}}}\n  last: {keep: {from: all, where: "abs(off) > 1"}}',
    ),
    "choose": (
        _S,
        "  last: {choose: {from: sentences, columns: [doc_id, {ordinal: ordinal}, {who: name}]}}",
    ),
    "distinct": (_S, "  last: {distinct: {from: sentences, columns: [doc_id, ordinal]}}"),
    "explode": (
        _S,
        "  each: {explode: {from: sentences, list: charges, as: charge}}\n"
        "  one: {keep: {from: each, where: \"charge in ('盗窃罪', '抢劫罪')\"}}\n"
        "  last: {distinct: {from: one, columns: [doc_id, ordinal]}}",
    ),
    "join": (
        f"{_S}\n{_P}",
        "  last: {join: {left: sentences, right: priors, keys: [doc_id, ordinal], kind: left, "
        "cardinality: one_to_one, take: [decided_date, {earlier_fine: fine}]}}",
    ),
    "join_cascade": (
        "  parties: {table: judgment_party, columns: [doc_id, ordinal, name, citizen_id, birth_date]}\n"
        "  others: {table: judgment_party, columns: [doc_id, name, citizen_id, birth_date]}",
        "  last: {join: {left: parties, right: others, keys: {first_of: [[citizen_id], [name, birth_date]]}, "
        "kind: inner, cardinality: many_to_many, take: [{other_doc: doc_id}]}}",
    ),
    "absent": (
        "  owed: {table: enforcement_case, columns: [exec_no, transfer_date]}\n"
        + _E.replace("exec_no, ", ""),
        "  last: {absent: {event: owed, expected: answers, keys: [{exec_no: basis_no}], after: transfer_date, within: 2 months}}",
    ),
    "absent_workdays": (
        "  owed: {table: enforcement_case, columns: [exec_no, transfer_date]}\n"
        + _E.replace("exec_no, ", ""),
        "  last: {absent: {event: owed, expected: answers, keys: [{exec_no: basis_no}], after: transfer_date, within: 7 workdays}}",
    ),
    "followed_by": (
        f"{_S}\n{_P}",
        "  last: {followed_by: {first: sentences, then: priors, keys: [doc_id, ordinal], after: starts, "
        "dated: release_date, within: 6 months, take: [release_date]}}",
    ),
    "overlap": (
        f"{_S}\n{_C}",
        "  last: {overlap: {left: sentences, right: custody, keys: [doc_id, ordinal], left_period: [starts, ends], "
        "right_period: [from, to], at_least: 2, take: [{held_from: from}]}}",
    ),
    "overlap_merged": (
        f"{_S}\n{_C}",
        "  last: {overlap: {left: sentences, right: custody, keys: [doc_id, ordinal], left_period: [starts, ends], "
        "right_period: [from, to], merge: true}}",
    ),
    "group": (
        _S,
        '  last: {group: {from: sentences, by: [doc_id, ordinal], columns: {n: "count()", total: "sum(fine)", '
        'latest: "last(fine order by starts)", names: "list(name, 5)", part: "share(months > 6)"}, having: "n > 1"}}',
    ),
    "window": (
        _S,
        '  last: {window: {from: sentences, by: [name, doc_id], order: [starts], columns: {n: "from_last()", '
        'm: "count_within(30)", p: "previous(fine)"}, keep: "n = 1 and m > 1"}}',
    ),
    "combine": (
        f"{_S}\n{_P}",
        "  both: {combine: {from: [sentences, priors], columns: [doc_id, ordinal, fine]}}\n"
        '  last: {group: {from: both, by: [doc_id, ordinal], columns: {total: "sum(fine)"}}}',
    ),
    "lookup": (
        _N,
        "  last: {lookup: {from: counts, table: charge_rule, keys: [charge], as_of: offence_to, take: [max_months]}}",
    ),
    "settle": (
        _N,
        '  all: {lookup: {from: counts, table: charge_rule, keys: [charge], between: ["offence_to", '
        "\"coalesce(offence_to, date '2026-01-01')\"], take: [fine_obligatory]}}\n"
        '  last: {settle: {from: all, by: [doc_id, ordinal, count_ordinal], where: "fine_obligatory and fine is null"}}',
    ),
    "reconcile": (
        "  owed: {table: enforcement_case, columns: [exec_no, amount]}\n"
        "  paid: {table: enforcement_case, columns: [basis_no, paid]}",
        "  last: {reconcile: {left: owed, right: paid, keys: [{exec_no: basis_no}], left_value: amount, "
        'right_value: paid, tolerance: "0.5", only: any}}',
    ),
    "score": (
        _S,
        "  last: {score: {from: sentences, threshold: 2, indicators: ["
        '{id: high, title: {zh: 高, en: high}, points: 2, when: "fine > 20000", value: fine}, '
        '{id: long, title: {zh: 长, en: long}, points: 1, when: "months > 120"}]}}',
    ),
    "match": (
        "  parties: {table: judgment_party, columns: [doc_id, ordinal, name, birth_date, citizen_id]}\n"
        "  debtors: {table: enforcement_case, columns: [exec_no, debtor, debtor_id, court]}",
        "  last: {match: {left: parties, right: debtors, compare: [{name: debtor}, {citizen_id: debtor_id}], "
        "block: [[{name: debtor}], [{citizen_id: debtor_id}]], least: 0.95, take: [exec_no, court]}}",
    ),
    "similar": (
        "  papers: {table: document, columns: [doc_id, text]}\n"
        "  judgments: {table: judgment, columns: [doc_id, court]}",
        "  placed: {join: {left: papers, right: judgments, keys: [doc_id], kind: inner, cardinality: one_to_one}}\n"
        "  last: {similar: {from: placed, text: text, within: [court], least: 0.8, take: [{other_doc: doc_id}]}}",
    ),
    "connect": (
        "  firms: {table: enterprise, columns: [uscc, phone]}",
        "  joined: {connect: {from: firms, pair: [uscc, phone], least: 3}}\n"
        '  last: {group: {from: joined, by: [component], columns: {n: "count()", most: "max(degree)"}}}',
    ),
    "sql": (
        f"{_S}\n{_P}",
        '  last: {sql: "select s.doc_id, s.ordinal, count(*) as n from sentences s join priors p '
        'on s.doc_id = p.doc_id and s.ordinal = p.ordinal where p.fine > 0 group by s.doc_id, s.ordinal having count(*) > 1"}',
    ),
}

_KEYS = {
    "choose": "  from: last\n  key: {subject: [doc_id, ordinal], organ: who}",
    "join_cascade": "  from: last\n  key: {subject: [doc_id, ordinal, other_doc]}",
    "absent": "  from: last\n  key: {subject: [exec_no]}\n  occurred: due_date",
    "absent_workdays": "  from: last\n  key: {subject: [exec_no]}\n  occurred: due_date",
    "followed_by": _KEY + "\n  occurred: release_date",
    "overlap": "  from: last\n  key: {subject: [doc_id, ordinal], episode: held_from}\n  amount: overlap_days",
    "overlap_merged": _KEY + "\n  amount: overlap_days",
    "group": _KEY + "\n  amount: total\n  occurred: null",
    "window": _KEY + "\n  amount: p",
    "lookup": "  from: last\n  key: {subject: [doc_id, ordinal, count_ordinal]}\n  amount: max_months",
    "settle": "  from: last\n  key: {subject: [doc_id, ordinal, count_ordinal]}",
    "reconcile": "  from: last\n  key: {subject: [exec_no]}\n  amount: difference",
    "score": _KEY + "\n  amount: score",
    "join": _KEY + "\n  occurred: decided_date\n  amount: earlier_fine",
    "match": "  from: last\n  key: {subject: [doc_id, ordinal, exec_no], organ: court}",
    "similar": "  from: last\n  key: {subject: [doc_id, other_doc], organ: court}\n  amount: similarity",
    "connect": "  from: last\n  key: {subject: [component]}\n  amount: n",
    "combine": _KEY + "\n  amount: total",
    "sql": _KEY + "\n  amount: n",
}

NAMES = (*_STEPS, "example")
LINKED = ("match", "similar", "connect")
"""Verbs whose relation a run prepares on DuckDB."""


def golden_model(name: str) -> Model:
    """The model of that name."""
    if name == "example":
        return load_model(EXAMPLE)
    inputs, steps = _STEPS[name]
    return small(inputs, steps, _KEYS.get(name, _KEY))


def golden(name: str, engine: Engine) -> Compiled:
    """The model of that name, compiled as of the last day of June 2024."""
    return compile_model(golden_model(name), RULES, as_of=datetime.date(2024, 6, 30), engine=engine)
