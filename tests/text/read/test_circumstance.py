"""Circumstances the court finds, not those that are claimed or denied."""

import pytest

from xiezhi.text.read import circumstance

OFFICE = "公诉机关某市某区人民检察院。 "
TWO = f"{OFFICE}被告人张三，男，1990年1月2日出生。 被告人李四，男，1991年1月2日出生。"
BASIS = "依照《中华人民共和国刑法》第二百六十四条之规定，判决如下："


def rows(told, words, **parts):
    document, parties = told(reasoning=f"本院认为，{words}{BASIS}", **parts)
    return [
        (r["ordinal"], r["circumstance"], r.get("effect"))
        for r in circumstance.read(document, parties)
    ]


@pytest.mark.parametrize(
    ("words", "kind", "effect"),
    [
        ("被告人张三主动投案，如实供述自己的罪行，系自首，依法可以从轻处罚。", "voluntary_surrender", "lighter"),
        ("被告人张三归案后如实供述自己的罪行，可以从轻处罚。", "confession", "lighter"),
        ("被告人张三系从犯，应当减轻处罚。", "accessory", "mitigated"),
        ("被告人张三系累犯，应当从重处罚。", "recidivist", "heavier"),
        ("被告人张三系毒品再犯，依法从重处罚。", "drug_repeat", "heavier"),
        ("被告人张三在共同犯罪中起主要作用，系主犯。", "principal", None),
        ("被告人张三系胁从犯，可免予刑事处罚。", "coerced", "exempted"),
        ("被告人张三有重大立功表现，可以减轻处罚。", "major_merit", "mitigated"),
        ("被告人张三系犯罪未遂，可以比照既遂犯从轻处罚。", "attempt", "lighter"),
        ("被告人张三自愿认罪认罚，可以从宽处理。", "plea", "lighter"),
        ("被告人张三犯罪时不满十八周岁，应当从轻处罚。", "juvenile", "lighter"),
        ("被告人张三主动退缴违法所得，酌情从轻处罚。", "restitution", "lighter"),
        ("被告人张三取得被害人谅解，酌情从轻处罚。", "forgiveness", "lighter"),
    ],
)  # fmt: skip
def test_kinds_and_effects(told, words, kind, effect):
    assert (1, kind, effect) in rows(told, words)


@pytest.mark.parametrize(
    "words",
    [
        "被告人张三不构成自首。",
        "被告人张三虽不具有自首情节，但其犯罪情节较轻。",
        "辩护人提出被告人张三系自首的辩护意见，与事实不符，本院不予采纳。",
        "关于被告人张三系自首的辩护意见，不能成立。",
        "辩护人提出被告人张三系自首。",
        "公诉机关认定张三具有自首情节不当，本院不予采纳。",
        "对张三适用《最高人民法院关于处理自首和立功具体应用法律若干问题的解释》。",
    ],
)
def test_what_is_claimed_or_denied_is_none(told, words):
    assert not [row for row in rows(told, words) if row[1] == "voluntary_surrender"]


@pytest.mark.parametrize(
    "words",
    [
        "辩护人提出被告人张三系自首的辩护意见，与事实相符，本院予以采纳。",
        "辩护人提出被告人张三系从犯，经查，被告人张三系自首，本院依法从轻处罚。",
    ],
)
def test_a_claim_the_court_takes_over_counts(told, words):
    assert [row for row in rows(told, words) if row[1] == "voluntary_surrender"]


def test_lighter_or_mitigated_is_no_single_effect(told):
    document, parties = told(reasoning=f"本院认为，被告人张三系自首，可以从轻或者减轻处罚。{BASIS}")
    (row,) = circumstance.read(document, parties)
    assert "effect" not in row
    assert row["effect_abstained"] == "lighter or mitigated"


def test_a_surrender_leaves_no_confession_beside_it(told):
    found = rows(
        told, "被告人张三主动投案，如实供述，系自首，从轻处罚；其如实供述罪行，可以从轻处罚。"
    )
    assert [row[1] for row in found] == ["voluntary_surrender"]


def test_each_defendant_his_own(told):
    found = rows(
        told,
        "被告人张三起主要作用，系主犯；被告人李四起次要作用，系从犯，应当从轻处罚。"
        "二被告人均当庭自愿认罪，酌情从轻处罚。",
        parties=TWO,
    )
    assert found == [
        (1, "principal", None),
        (1, "admission", "lighter"),
        (2, "accessory", "lighter"),
        (2, "admission", "lighter"),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("张三、李四形成了以被告人张三为首要分子的犯罪集团。", [(1, "ringleader")]),
        (
            "二被告人中的队长是首要分子。被告人李四起次要作用，系从犯。",
            [(1, "ringleader"), (2, "accessory")],
        ),
        (
            "二被告人均系主犯。被告人李四在盗窃犯罪中系从犯，被告人张三在盗窃犯罪中系主犯。",
            [(1, "principal"), (2, "accessory")],
        ),
        (
            "被告人李四在抢劫犯罪中系主犯，在盗窃犯罪中系从犯。",
            [(2, "principal"), (2, "accessory")],
        ),
    ],
)
def test_the_role_of_each(told, words, found):
    roles = [row[:2] for row in rows(told, words, parties=TWO)]
    assert [role for role in roles if role[1] != "criminal_group"] == found


def test_a_name_behind_a_verb_is_no_subject(told):
    found = rows(told, "被告人张三协助公安机关抓捕同案犯李四，系立功，可以从轻处罚。", parties=TWO)
    assert found == [(1, "merit", "lighter")]


@pytest.mark.parametrize(
    "words",
    [
        "其他被告人系从犯，从轻处罚。",
        "同案人赵六系主犯。",
        "系自首，从轻处罚。",
    ],
)
def test_a_circumstance_whose_defendant_cannot_be_told_has_no_row(told, words):
    assert rows(told, f"本案事实清楚。{words}", parties=TWO) == []


@pytest.mark.parametrize(
    "words",
    [
        "到案经过不能证实被告人张三有自首情节。",
        "被告人张三当庭不认罪，故其不应成立投案自首。",
        "被告人张三的行为与自首的法律规定不符。",
        "关于被告人张三自首的问题，经查，被告人张三不是主动投案，故自首不能成立。",
    ],
)
def test_what_is_claimed_and_denied_is_none(told, words):
    assert rows(told, words) == []


def test_one_denied_surrender_does_not_take_the_one_that_was_found(told):
    found = rows(
        told,
        "被告人张三就盗窃犯罪不构成自首。被告人张三就诈骗犯罪主动投案，系自首，可以从轻处罚。",
    )
    assert found == [(1, "voluntary_surrender", "lighter")]


def test_what_is_only_ordered_is_no_return(told):
    assert rows(told, "责令被告人张三退赔被害人损失。") == []


def test_a_ruling_has_none(document):
    told = document(
        "某市某区人民法院 刑事裁定书 （2031）某0101刑更7号 罪犯张三，男，1990年1月2日出生。 "
        "本院认为，罪犯张三系自首，可以从轻处罚。裁定如下： 对罪犯张三减去有期徒刑六个月。"
    )
    assert circumstance.read(told, ()) == []


def test_the_age_of_whom_he_instigated_is_not_his(told):
    words = "被告人张三教唆未满十八周岁的人犯罪，应当从重处罚。"
    assert not [row for row in rows(told, words) if row[1] == "juvenile"]
