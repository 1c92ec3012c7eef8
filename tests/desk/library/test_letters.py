"""Papers that leave the desk: what they say, what they cover, whose mark they bear."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from golden_bundle import Kept, named

from xiezhi_desk.library import letters, runs, showing
from xiezhi_desk.library.problems import DoorError

MARK = letters.Mark("张三", "2026-03-02 09:00", "X7K2M9PQ4R", "青浦区人民检察院")
SENDER = letters.Sender(
    "青浦区人民检察院", date(2026, 3, 2), "青检核〔2026〕3号", date(2026, 4, 1), "李四", "0500-1234567"
)  # fmt: skip


def words(data: bytes) -> str:
    """All that a Word file shows, without the unseen signs."""
    document = Document(io.BytesIO(data))
    told = [one.text for one in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told += [one.text for one in document.sections[0].footer.paragraphs]
    return letters_only("\n".join(told))


def letters_only(text: str) -> str:
    return "".join(char for char in text if char not in "\u200b\u200c\u2060")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return Kept(named(tmp_path_factory.mktemp("named")))


@pytest.fixture(scope="module")
def farmland(tmp_path_factory):
    """A clue of a model that has a letter of its own."""
    from two_tables import DAY, OFFICE, filled

    folder = tmp_path_factory.mktemp("farmland")
    done = runs.run(filled(folder), ["farmland-tax-not-levied"], folder / "run", "", OFFICE, DAY)
    return Kept(folder / "run" / done.models[0].model)


def test_a_model_without_a_letter_asks_by_its_checklist(kept):
    key = next(iter(kept.clues))
    shown = kept.shown(key)
    told = words(letters.verification_letter(shown, SENDER, MARK))
    assert "调查核实函" in told
    assert f"{shown.clue.organ}：" in told
    assert shown.clue.title.zh in told
    assert "青检核〔2026〕3号" in told
    assert MARK.number in told  # the copy can be traced
    assert "内部使用" not in told  # and yet it is a letter to another organ
    assert "请于2026年4月1日前" in told
    assert all(ask.ask.zh.rstrip("？?") in told for ask in shown.clue.checklist)


def test_a_models_own_letter_has_every_blank_filled_in(farmland):
    told = words(
        letters.verification_letter(farmland.shown(next(iter(farmland.clues))), SENDER, MARK)
    )
    assert "核实函" in told
    assert "{" not in told
    assert "青检核〔2026〕3号" in told
    assert "请于2026年4月1日前书面函复" in told
    assert "联系人：李四" in told
    assert told.count("青浦区人民检察院") >= 2
    assert "2026年3月2日" in told


def test_letters_and_dossiers_cover_names_unless_the_clue_was_uncovered(kept):
    for key in kept.clues:
        shown, open_ = kept.shown(key), kept.shown(key, masked=False)
        for make in (
            lambda one: letters.verification_letter(one, SENDER, MARK),
            lambda one: letters.dossier(one, "C1", "青浦区人民检察院", (), MARK),
        ):
            assert not [name for name in ("张三", "李四") if name in words(make(shown)).replace(
                "联系人：李四", "").replace(MARK.line, "")]  # fmt: skip
        told = words(letters.dossier(open_, "C1", "青浦区人民检察院", (), MARK))
        assert "（未脱敏）" in told
        assert open_.clue.affected in told


def test_a_dossier_has_evidence_with_source_law_and_what_the_desk_adds(kept):
    key = next(key for key in kept.clues if kept.shown(key).clue.evidence)
    section = letters.Section(
        "办理经过",
        ("已发函。",),
        letters.Grid(("日期", "事项"), (("2026-03-02", "分派"),), (4, 11.6)),
    )
    told = words(letters.dossier(kept.shown(key), "C1", "青浦区人民检察院", (section,), MARK))
    for part in ("认定理由", "依据和监督方式", "须核查的事项", "六、办理经过", "分派"):
        assert part in told
    for one in kept.shown(key).clue.evidence:
        assert one.title.zh in told


def test_a_batch_letter_names_organ_number_of_clues_and_annex():
    told = words(
        letters.batch_letter(
            "farmland-tax-not-levied", "青浦区税务局", 20, "核查清单.xlsx", SENDER, MARK
        )
    )
    assert "青浦区税务局：" in told
    assert "疑点 20 条" in told
    assert "《中华人民共和国耕地占用税法》第2条" in told
    fees = letters.batch_letter("court-fee-not-refunded", "某法院", 6, "清单.xlsx", SENDER, MARK)
    assert "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第207条" in words(fees)
    annexed = told.index("附件：核查清单.xlsx（20 条）")
    assert annexed < told.rindex(SENDER.office)  # what is annexed stands before who signs


def test_a_bulletin_says_its_sections_in_order():
    told = letters.Bulletin(
        "耕地占用税专项监督简报",
        "江海省人民检察院",
        date(2026, 3, 2),
        (
            letters.Section("目标", ("核实全部疑点。",)),
            letters.Section(
                "进度", (), letters.Grid(("单位", "已核实"), (("青浦区院", "12"),), (8, 7.6))
            ),
        ),
        number="第1期",
        basis="人民检察院行政诉讼监督规则第122条",
    )
    said = words(letters.bulletin(told, MARK))
    assert said.index("一、目标") < said.index("二、进度")
    assert "第1期" in said
    assert "青浦区院" in said


def test_the_mark_is_seen_and_found_again_from_each_unseen_trace(kept):
    data = letters.verification_letter(kept.shown(next(iter(kept.clues))), SENDER, MARK)
    assert MARK.line_outside in words(data)
    assert letters.read_mark(data) == MARK.number
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = file.read("word/document.xml").decode("utf8")
        core = file.read("docProps/core.xml")
        own = [name for name in file.namelist() if "xiezhiExport" in name]
    assert letters.mark_in(body) == MARK.number
    copied = Document(io.BytesIO(data)).paragraphs[4].text
    assert letters.mark_in(f"抄一段：{copied}") == MARK.number
    assert MARK.number.encode() in core
    assert own
    assert letters.mark_in("没有记号") == ""
    assert letters.read_mark(letters.marked_text("a,b\n1,2\n", MARK).encode()) == MARK.number


ROWS = tuple(
    letters.AnnexRow(
        f"C00000000{number}", f"（2031）某0101刑初{number}号", "疑点", "甲某", date(2031, 5, 6),
        Decimal("1234.50"),
    )
    for number in range(1, 5)
)  # fmt: skip
CODES = tuple(row.code for row in ROWS)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "附表.xlsx"
    path.write_bytes(letters.write_annex("耕地占用税", ROWS, MARK))
    return path


def answered(path, change):
    """The annex as an organ would fill it in."""
    workbook = openpyxl.load_workbook(path)
    change(workbook["核查清单"])
    workbook.save(path)
    return path


def test_the_annex_locks_what_is_given_and_offers_words_for_what_is_asked(book):
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["核查清单"]
    assert [cell.value for cell in sheet[1]][:3] == ["序号", "核查编号", "案号或者标识"]
    assert sheet.protection.sheet
    assert sheet["B2"].protection.locked
    assert not sheet["H2"].protection.locked
    assert sheet["B2"].number_format == "@"
    said = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert '"属实,部分属实,不属实,无法查清"' in said
    assert letters.read_mark(book.read_bytes()) == MARK.number
    assert "填写说明" in workbook.sheetnames


def test_answers_come_back_line_by_line(book):
    def change(sheet):
        sheet["H2"], sheet["H3"], sheet["I3"] = "属实", "不属实", "完税证明 1 号"
        sheet["H4"], sheet["K4"], sheet["J2"] = "看不懂", "另行说明", "已经处理"

    read = letters.read_annex(answered(book, change), CODES)
    assert [(one.line, one.code, one.answer) for one in read.lines] == [
        (2, CODES[0], "confirmed"), (3, CODES[1], "denied"), (4, CODES[2], ""), (5, CODES[3], ""),
    ]  # fmt: skip
    assert read.lines[1].evidence == "完税证明 1 号"
    assert (read.lines[2].said, read.lines[2].remark) == ("看不懂", "另行说明")
    assert read.lines[0].done == "已经处理"
    assert (read.missing, read.unknown, read.repeated) == ((), (), ())


def test_moved_columns_missing_and_strange_lines_and_a_renamed_sheet_are_borne(book):
    def change(sheet):
        sheet.title = "回复"
        sheet.protection.sheet = False
        sheet["H2"] = "部分属实"
        sheet.move_range("H1:H5", cols=6)
        sheet["L1"], sheet["L2"] = "经办人", "王五"
        sheet.delete_rows(5)
        sheet["B6"], sheet["N6"] = "不认识的编号", "属实"
        sheet["B7"], sheet["N7"] = CODES[0].lower() + " ", "不属实"
        sheet.move_range("A1:A7", cols=20)

    workbook = openpyxl.load_workbook(book)
    change(workbook["核查清单"])
    del workbook["填写说明"]
    workbook.save(book)
    read = letters.read_annex(book, CODES)
    assert read.missing == (CODES[3],)
    assert [one.code for one in read.unknown] == ["不认识的编号"]
    assert read.repeated == (CODES[0],)
    assert [one.answer for one in read.lines] == ["partly", "", "", "confirmed", "denied"]
    assert read.lines[0].remark == "经办人：王五"


def test_a_csv_without_titles_of_ours_is_known_by_its_codes(tmp_path):
    path = tmp_path / "回函.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("序", "号码", "核实结果"))
        writer.writerows((number, code, "无法核实") for number, code in enumerate(CODES, 1))
    read = letters.read_annex(path, CODES)
    assert [one.answer for one in read.lines] == ["unknown"] * 4
    assert read.missing == ()


def test_a_table_without_codes_and_a_file_that_is_no_table_are_refused(tmp_path):
    path = tmp_path / "别的.csv"
    path.write_text("姓名,金额\n甲某,1\n乙某,2\n", "utf8")
    with pytest.raises(DoorError) as refused:
        letters.read_annex(path, CODES)
    assert refused.value.problems[0].code == "annex-no-codes"
    path.write_bytes(b"\x00\x01")
    with pytest.raises(DoorError):
        letters.read_annex(path, CODES)


def test_formulas_of_others_stay_words(tmp_path):
    row = letters.AnnexRow("C1", "=1+1", "@SUM(A1)", "+1")
    path = tmp_path / "a.xlsx"
    path.write_bytes(letters.write_annex("x", (row,), MARK))
    sheet = openpyxl.load_workbook(path)["核查清单"]
    assert sheet["C2"].data_type == "s"
    assert sheet["C2"].value == "=1+1"


def test_headlines_and_graphs_of_a_model_with_units(farmland):
    key = next(iter(farmland.clues))
    graph = farmland.shown(key).graph
    assert "organ" in {node.kind for node in graph.nodes}
    assert showing.headline(farmland.folder, farmland.clues[key].said).amount.zh.endswith("元")
