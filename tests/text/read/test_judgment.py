"""The row of the document itself."""

import datetime

import pytest

from xiezhi.text.read import judgment, party


def row_of(told, **parts):
    return judgment.read(*told(**parts))[0]


def procedure(words):
    return (
        "某市某区人民检察院以某检刑诉（2031）7号起诉书指控被告人张三犯盗窃罪，"
        f"于2031年3月1日向本院提起公诉。{words}现已审理终结。"
    )


def tail(words):
    return f"如不服本判决，可在接到判决书的第二日起十日内提出上诉。 {words}"


def test_a_plain_judgment(told):
    row = row_of(told)
    assert row["court"] == "某市某区人民法院"
    assert row["procuratorate"] == "某市某区人民检察院"
    assert row["case_number"] == "（2031）某0101刑初7号"
    assert row["case_number_key"] == "2031|某0101|刑初|7"
    assert (row["document_kind"], row["case_kind"], row["instance"]) == (
        "judgment",
        "criminal",
        "first",
    )
    assert (row["procedure"], row["panel"], row["assessors"]) == ("ordinary", "collegial", True)
    assert row["judged_date"] == datetime.date(2031, 4, 1)
    assert (row["open_trial"], row["appeal_days"]) == (True, 10)
    assert row["status"] == "read"
    assert "title" not in row


def test_every_value_has_its_place(told):
    document, parties = told()
    row = judgment.read(document, parties)[0]
    start, end = row["court_span"]
    assert document.text[start:end] == "某市某区人民法院"
    start, end = row["judged_date_span"]
    assert document.text[start:end] == "二〇三一年四月一日"
    for part in ("head", "facts", "reasoning", "disposition", "tail"):
        assert row[f"{part}_span"]


def test_a_title_above_the_court(told):
    row = row_of(
        told, heading="张三盗窃一审刑事判决书 某市某区人民法院 刑事判决书 （2031）某0101刑初7号"
    )
    assert (row["title"], row["court"]) == ("张三盗窃一审刑事判决书", "某市某区人民法院")


@pytest.mark.parametrize(
    ("heading", "court"),
    [
        ("某 市 某 区 人 民 法 院 刑 事 判 决 书 （2031）某0101刑初7号", "某市某区人民法院"),
        ("某市某区人民法院刑事判决书（2031）某0101刑初7号", "某市某区人民法院"),
        ("某某铁路运输法院 刑事判决书 （2031）某7101刑初7号", "某某铁路运输法院"),
        ("某市某区人民法院 p t〉刑事判决书 （2031）某0101刑初7号", "某市某区人民法院"),
    ],
)
def test_courts(told, heading, court):
    assert row_of(told, heading=heading)["court"] == court


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("〔2031〕某0101刑初7号", "2031|某0101|刑初|7"),
        ("(2031)某0101刑初7号", "2031|某0101|刑初|7"),
        ("（2031）某0101刑初7号之一", "2031|某0101|刑初|7"),
        ("某刑初字第7号", None),
    ],
)
def test_case_numbers_in_their_forms(told, printed, key):
    row = row_of(told, heading=f"某市某区人民法院 刑事判决书 {printed}")
    assert row["case_number"] == printed
    assert row.get("case_number_key") == key
    assert (key is None) == ("case_number_abstained" in row)


@pytest.mark.parametrize(
    ("words", "procedure_", "panel"),
    [
        ("本院适用简易程序，实行独任审判，公开开庭审理了本案。", "summary", "single"),
        ("本院适用刑事案件速裁程序，由审判员甲一独任审判。", "fast_track", "single"),
        ("本院依法组成合议庭，适用简易程序，公开开庭审理了本案。", "summary", "collegial"),
        ("本院依法组成合议庭，公开开庭审理了本案。", "ordinary", "collegial"),
        (
            "并建议适用简易程序。本院由简易程序转为普通程序，组成合议庭审理。",
            "ordinary",
            "collegial",
        ),
        ("并建议适用简易程序。本院依法组成合议庭，公开开庭审理。", "ordinary", "collegial"),
    ],
)
def test_procedure_and_panel(told, words, procedure_, panel):
    row = row_of(
        told,
        procedure=procedure(words),
        tail=tail("审判员甲一 二〇三一年四月一日 书记员丁四")
        if panel == "single"
        else tail("审判长甲一 审判员乙二 审判员丙三 二〇三一年四月一日 书记员丁四"),
    )
    assert (row["procedure"], row["panel"]) == (procedure_, panel)
    assert row["assessors"] is False


def test_the_signatures_decide_where_the_text_is_silent(told):
    row = row_of(told, procedure=procedure("本院公开开庭审理了本案。"))
    assert row["panel"] == "collegial"


@pytest.mark.parametrize(
    ("words", "filed", "heard"),
    [
        ("本院于2031年3月2日立案受理，于2031年3月20日公开开庭审理了本案。", (3, 2), (3, 20)),
        ("本院于同日立案，于同年3月20日公开开庭审理了本案。", (3, 1), (3, 20)),
        ("本院于同月5日立案，于同月20日、4月1日两次公开开庭审理了本案。", (3, 5), (3, 20)),
    ],
)
def test_dates_of_filing_and_hearing(told, words, filed, heard):
    row = row_of(told, procedure=procedure(words))
    assert row["filed_date"] == datetime.date(2031, *filed)
    assert row["hearing_date"] == datetime.date(2031, *heard)


def test_a_closed_trial(told):
    row = row_of(told, procedure=procedure("本院依法组成合议庭，不公开开庭审理了本案。"))
    assert row["open_trial"] is False


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("审判员甲一 二O三一年四月无 书记员丁四", None),
        ("审判员甲一 二〇三一年四月××日 书记员丁四", None),
        ("审判员甲一 二O一年四月一日 书记员丁四", None),
        ("审判员甲一 二〇三一年二月三十日 书记员丁四", None),
        ("审判员甲一 二0三一年元月二十八日 书记员丁四", datetime.date(2031, 1, 28)),
        ("审判员甲一 2031年4月1日 书记员丁四", datetime.date(2031, 4, 1)),
        ("审 判 员 甲 一 二○三一年四 月 一 日 书 记 员 丁四", datetime.date(2031, 4, 1)),
    ],
)
def test_dates_under_the_signatures(told, words, day):
    row = row_of(told, tail=tail(words))
    assert row.get("judged_date") == day
    assert (day is None) == ("judged_date_abstained" in row)


@pytest.mark.parametrize(
    "text",
    [
        "某市某区人民法院 刑事裁定书 （2031）某0101刑更7号 罪犯张三，男，1990年1月2日出生。"
        " 本院依法组成合议庭进行了审理。现已审理终结。 裁定如下： 对罪犯张三减去有期徒刑六个月。",
        "某市某区人民法院 民事判决书 （2031）某0101民初7号 原告：张三，男，1990年1月2日出生。"
        " 被告：李四，男，1990年1月2日出生。 判决如下： 被告李四偿还原告张三借款。",
        "某市某区人民法院 行政判决书 （2031）某0101行初7号 原告张三。 被告某市公安局。"
        " 判决如下： 驳回原告的诉讼请求。",
        "某市某区人民法院 执行裁定书 （2031）某0101执7号 申请执行人张三。 裁定如下： 终结执行。",
        "房屋租赁合同 出租方（甲方）：张三 承租方（乙方）：李四 双方经协商一致，订立本合同。",
        "This is an English text that has nothing to do with any court of law whatsoever.",
    ],
)
def test_other_documents_are_no_judgments(document, text):
    told = document(text)
    row = judgment.read(told, party.read(told))[0]
    assert row["status"] == "not_a_judgment"


def test_a_judgment_whose_head_names_nobody_is_declined(told):
    row = row_of(told, parties="公诉机关某市某区人民检察院。")
    assert (row["status"], row["abstained"]) == ("abstained", "no accused in the head")


@pytest.mark.parametrize(
    ("signed", "size"),
    [
        ("审判长甲一 审判员乙二 人民陪审员丙三", 3),
        ("审 判 长 甲 一 代理审判员 乙 二 人民陪审员 丙 三 人民陪审员 丁四", 4),
        ("审判员甲一", 1),
        ("审判长甲一 审判员阿某·买某 审判员丙三", 3),
        ("审判长甲一 审判员乙二 审判员丙三 二〇三一年四月一日 审判员丁四", 3),
    ],
)
def test_how_many_signed(told, signed, size):
    row = row_of(told, tail=tail(f"{signed} 二〇三一年四月一日 法官助理戊五 书记员丁四"))
    assert row["panel_size"] == size


def test_names_that_run_together_are_not_counted(told):
    row = row_of(told, tail=tail("审判长甲一 人民陪审员乙二某 丙三某 二〇三一年四月一日"))
    assert "panel_size" not in row
    assert row["panel_size_abstained"] == "names under the judgment cannot be told apart"


def test_a_name_that_signed_twice_is_not_counted(told):
    row = row_of(told, tail=tail("审判长甲一 审判员甲一 审判员乙二 二〇三一年四月一日"))
    assert row["panel_size_abstained"] == "one name signed twice"
