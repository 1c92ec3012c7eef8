"""Mappings: suggested with a reason, saved as small YAML, held to their table and to later files."""

from pathlib import Path

import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.mapping.change import Changes, changes
from xiezhi.shelf.mapping.mapping import Mapped, Mapping, MappingError, Open
from xiezhi.shelf.suggest.profile import profile_sheet
from xiezhi.shelf.suggest.suggestion import suggest
from xiezhi.shelf.suggest.titles import bare_title, match_title, unit_in

CASES = Tables.load()["enforcement_case"]
IDS = ["11010519491231002X", "110105194912310038", "110105194912310054", "110105194912310070"]


def source(folder: Path, *rows, name="名册.csv"):
    path = folder / name
    path.write_text("".join(",".join(row) + "\n" for row in rows), "utf8")
    return Source.open(path)


def cases(count=8):
    return [
        (f"（2031）某0101执{number}号", "某市某区人民法院", f"张{'三四五六'[number % 4]}", IDS[number % 4],
         str(number * 3), f"2031-06-{number + 10}", "甲")
        for number in range(1, count)
    ]  # fmt: skip


TITLES = (
    "执行案号",
    "执行法院",
    "被执行人",
    "被执行人证件号码",
    "标的（万元）",
    "立案日期",
    "书记员",
)


def test_titles_and_values_suggest_columns_with_reasons(tmp_path):
    found = suggest(source(tmp_path, TITLES, *cases()), CASES, provider="某院")
    told = {one.source: (one.column, one.unit) for one in found.columns}
    assert told == {
        "执行案号": ("exec_no", ""), "执行法院": ("court", ""), "被执行人": ("debtor", ""),
        "被执行人证件号码": ("debtor_id", ""), "标的（万元）": ("amount", "万元"), "立案日期": ("file_date", ""),
    }  # fmt: skip
    assert found.of("exec_no").confidence > 0.9
    assert "the values prove it" in found.of("debtor_id").reason
    assert [one.source for one in found.open] == ["书记员"]
    assert found.missing(CASES) == ()
    assert found.kinds["被执行人证件号码"] == "citizen_id"


def test_check_signs_speak_against_a_title_that_promises_something_else(tmp_path):
    rows = [
        ("被执行人", "执行案号"),
        *((id_, f"（2031）某0101执{n}号") for n, id_ in enumerate(IDS, 1)),
    ]
    found = suggest(source(tmp_path, rows[0], *rows[1:]), CASES)
    assert found.of("debtor") is None or found.of("debtor").confidence < 0.5
    assert found.of("exec_no").source == "执行案号"


def test_an_identity_column_without_a_title_is_left_to_a_person(tmp_path):
    rows = [(f"（2031）某0101执{n}号", id_) for n, id_ in enumerate(IDS, 1)]
    found = suggest(source(tmp_path, ("执行案号", "号码一"), *rows), CASES)
    assert found.of("debtor_id") is None
    (left,) = found.open
    assert left.source == "号码一"
    assert {"debtor_id", "applicant_id"} <= set(left.candidates)


def test_persons_and_units_numbers_are_shared_out(tmp_path):
    rows = [
        (f"（2031）某0101执{n}号", id_) for n, id_ in enumerate([*IDS, "91350100M000100Y43"], 1)
    ]
    found = suggest(source(tmp_path, ("执行案号", "被执行人证件号码"), *rows), CASES)
    assert found.of("debtor_id").source == found.of("debtor_uscc").source == "被执行人证件号码"


def test_a_period_in_one_cell_gives_both_ends(tmp_path):
    table = Tables.load()["community_correction"]
    rows = [
        ("矫正编号", "姓名", "矫正期限"),
        ("A1", "张三", "2031.1.1-2032.1.1"),
        ("A2", "李四", "2031.2.1至2032.2.1"),
    ]
    found = suggest(source(tmp_path, *rows), table)
    assert [(one.column, one.part) for one in found.columns if one.source == "矫正期限"] == [
        ("period_from", "start"), ("period_to", "end"),
    ]  # fmt: skip


def test_an_earlier_answer_of_the_same_provider_goes_before_everything(tmp_path):
    earlier = Mapping(
        "enforcement_case", "某院", (Mapped("书记员", "applicant"),), ignored=("执行法院",)
    )
    found = suggest(source(tmp_path, TITLES, *cases()), CASES, [earlier], provider="某院")
    assert (found.of("applicant").source, found.of("applicant").confidence) == ("书记员", 1.0)
    other = suggest(source(tmp_path, TITLES, *cases()), CASES, [earlier], provider="别院")
    assert other.of("applicant").confidence == 0.9
    strange = Mapping("death_record", "某院", (Mapped("书记员", "name"),))
    assert suggest(source(tmp_path, TITLES, *cases()), CASES, [strange], provider="某院").open


def test_bare_day_numbers_are_days_only_where_the_column_proves_it(tmp_path):
    rows = [("执行案号", "立案日期", "执行标的额")]
    rows += [(f"（2031）某0101执{n}号", str(45000 + n), str(45000 + n)) for n in range(1, 9)]
    found = suggest(source(tmp_path, *rows), CASES)
    assert found.of("file_date").serial
    assert not found.of("amount").serial


def test_the_counter_of_a_files_rows_is_no_ordinal_of_the_table(tmp_path):
    table = Tables.load()["traffic_accident"]
    rows = [("序号", "事故编号", "当事人编号")]
    rows += [(str(n), f"事{n // 2}", str(n % 2 + 1)) for n in range(1, 9)]
    found = suggest(source(tmp_path, *rows), table)
    assert found.of("ordinal").source == "当事人编号"
    assert [one.source for one in found.open] == ["序号"]


def test_two_titles_as_likely_for_one_column_are_in_doubt(tmp_path):
    rows = [
        ("执行案号", "标的额", "执行标的额"),
        *((f"（2031）某0101执{n}号", "3", "4") for n in range(1, 9)),
    ]
    found = suggest(source(tmp_path, *rows), CASES)
    assert [one.column for one in found.doubtful] == ["amount"]
    assert "is as likely" in found.of("amount").reason


def test_sums_in_a_large_unit_may_have_many_places(tmp_path):
    rows = [
        ("执行案号", "到位金额（万元）"),
        *((f"（2031）某0101执{n}号", f"0.{n}23456") for n in range(1, 9)),
    ]
    assert suggest(source(tmp_path, *rows), CASES).of("paid").unit == "万元"


def test_labels_without_a_word_are_named(tmp_path):
    title = next(iter(CASES.columns["exec_type"].labels.values())).zh
    rows = [
        ("执行案号", "类型"),
        *((f"（2031）某0101执{n}号", (title, "刑财")[n % 2]) for n in range(1, 9)),
    ]
    found = suggest(source(tmp_path, *rows), CASES).of("exec_type")
    assert "not known: 刑财" in found.reason


def test_day_first_is_taken_only_where_it_is_certain(tmp_path):
    rows = [("执行案号", "立案日期", "结案日期")]
    rows += [(f"（2031）某0101执{n}号", f"{10 + n}/6/2031", f"{n}/6/2031") for n in range(1, 9)]
    found = suggest(source(tmp_path, *rows), CASES)
    assert found.of("file_date").order == "dmy"
    assert found.of("close_date").order == ""


@pytest.mark.parametrize(
    ("title", "bare", "unit"),
    [("金额（万元）", "金额", "万元"), ("1.面积(单位：亩)", "面积", "亩"), ("金额", "金额", ""), ("备注（可空）", "备注", ""),
     ("标的额万元", "标的额万元", "万元"), ("刑期（月）#2", "刑期", "月")],
)  # fmt: skip
def test_titles_carry_units(title, bare, unit):
    assert (bare_title(title), unit_in(title)) == (bare, unit)


def test_a_title_fits_by_its_own_words_or_those_of_agencies():
    court = CASES.columns["court"]
    assert match_title("执行法院", court).how == "exact"
    assert match_title("court", court).score == 1.0
    assert match_title("基本信息/执行法院", court).score > 0.8
    assert match_title("备注", court).score == 0.0


def test_a_mapping_is_the_same_after_a_round_of_its_file(tmp_path):
    mapping = Mapping(
        "enforcement_case", "某院",
        (Mapped("标的", "amount", unit="万元"), Mapped("日期", "file_date", order="dmy", serial=True),
         Mapped("期限", "close_date", part="end"), Mapped("类型", "exec_type", words={"刑财": "property_penalty"}),
         Mapped("甲", "debtor", confidence=0.62, reason="its title is like 被执行人")),
        constants={"court": "某市某区人民法院"}, ignored=("序号",), open=(Open("乙", ("debtor_id",), "?"),),
        kinds={"标的": "number"}, watermark="id", reached="00012",
    )  # fmt: skip
    path = tmp_path / "mappings" / "某院" / "enforcement_case.yaml"
    mapping.save(path)
    assert Mapping.load(path) == mapping
    assert "confidence: 0.62" in path.read_text("utf8")
    assert mapping.confirmed().doubtful == ()
    assert mapping.confirmed().ignored == ("序号", "乙")
    assert mapping.mark().column == "id"


def test_a_mapping_that_does_not_fit_its_table_says_every_reason():
    mapping = Mapping(
        "enforcement_case",
        columns=(Mapped("a", "nothing"), Mapped("b", "exec_no"), Mapped("c", "exec_no"),
                 Mapped("d", "exec_type", words={"x": "no_such_word"})),
    )  # fmt: skip
    with pytest.raises(MappingError) as caught:
        mapping.check(CASES)
    assert [problem.code for problem in caught.value.problems] == [
        "mapping-unknown-column", "mapping-twice", "mapping-unknown-word", "mapping-missing-column",
    ]  # fmt: skip


def test_a_later_file_is_compared_with_what_was_seen(tmp_path):
    mapping = suggest(source(tmp_path, TITLES, *cases()), CASES).confirmed()
    titles = ("执行案号", "执行法院", "被执行人", "被执行人证件号码", "标的", "立案日期", "承办人")
    rows = [(a, b, c, d, e, "甲", g) for a, b, c, d, e, _, g in cases()]
    sheet = source(tmp_path, titles, *rows, name="later.csv").sheets[0]
    kinds = {profile.title: profile.kind for profile in profile_sheet(sheet)}
    assert changes(mapping, sheet, kinds) == Changes(
        gone=("标的（万元）",), new=("标的", "承办人"), renamed=(("标的（万元）", "标的"),),
        retyped=(("立案日期", "date", "text"),),
    )  # fmt: skip
    same = source(tmp_path, TITLES, *cases(), name="same.csv").sheets[0]
    assert not changes(mapping, same)


def test_a_title_that_says_nothing_is_offered_the_columns_its_values_look_like(tmp_path):
    titles = ("栏甲", "栏乙", "栏丙", "栏丁", "栏戊", "栏己", "栏庚")
    given = suggest(source(tmp_path, titles, *cases()), CASES)
    days = [one for one in given.open if "file_date" in one.candidates]
    assert days
    assert all("close_date" in one.candidates for one in days)
    assert days[0].reason == "only its values are of such a kind"
    assert given.of("file_date") is None


def test_two_letters_inside_a_word_are_no_title():
    paid = Tables.load()["enforcement_case"].columns["paid"]
    assert match_title("id", paid).score == 0
    assert match_title("paid", paid).how == "exact"
    assert match_title("金额", paid).how == "near"
