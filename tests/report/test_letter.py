"""A letter is filled in with what its clue has, and with nothing else."""

import dataclasses

from invented_report import report, same

from xiezhi.report.letter import blanks, write_letter


def clue(**changed):
    (one, *_) = report(1).clues
    values = {"unit": same("某市某区公安局"), "paid_date": same("2031-01-09"), "note": same("—")}
    changed = {"organ": "某市某区公安局", "expires": "", "values": values} | changed
    return dataclasses.replace(one, **changed)


def test_organ_columns_and_finding_are_filled_in():
    found = write_letter(
        "{unit}：{paid_date}收取\n> {finding}\n", clue(title=same("未退还5,000元"))
    )
    assert found == "某市某区公安局：2031年1月9日收取\n> 未退还5,000元\n"


def test_the_organ_is_called_so_whatever_its_column():
    assert write_letter("{organ}：", clue()) == "某市某区公安局："


def test_days_inside_the_finding_are_written_as_papers_write_them_and_numbers_stay():
    one = clue(title=same("2031-02-28至2031-12-01，文号2031-02-28-7"))
    assert write_letter("{finding}", one) == "2031年2月28日至2031年12月1日，文号2031-02-28-7"


def test_what_is_not_known_is_left_to_be_filled_in_by_hand():
    assert write_letter("（{note}，至{expires}）", clue()) == "（＿＿＿＿，至＿＿＿＿）"


def test_a_blank_that_is_no_column_stays_as_written():
    assert blanks("{unit}{nobody}") == {"unit", "nobody"}
    assert write_letter("{nobody}", clue()) == "{nobody}"


def test_a_value_that_looks_like_a_blank_is_not_filled_in_again():
    assert write_letter("{finding}", clue(title=same("{unit}"))) == "{unit}"
