"""The entries of a head."""

from xiezhi.text.entry import heads


def told(text, rest=""):
    found = heads(text + rest, 0, len(text))
    return [(entry.role, entry.name, entry.introduces) for entry in found.entries]


def test_entries_and_mentions():
    assert told(
        "公诉机关某市某区人民检察院。 被告人张三，男，1990年1月2日出生。 辩护人李四，某律师事务所律师。 "
        "被告人张三因涉嫌盗窃于2031年1月5日被拘留。 上述被告人现羁押于某市看守所。"
    ) == [
        ("公诉机关", "某市某区人民检察院", True),
        ("被告人", "张三", True),
        ("辩护人", "李四", True),
        ("被告人", "张三", False),
        ("上述被告人", "", False),
    ]


def test_an_office_glued_to_the_first_defendant():
    assert told("公诉机关某市某区人民检察院被告人张三，男，1990年1月2日出生。") == [
        ("公诉机关", "某市某区人民检察院", True),
        ("被告人", "张三", True),
    ]


def test_the_list_ends_where_the_lawsuit_is_told():
    assert told(
        "被告人张三，男，1990年1月2日出生。 被告人张三盗窃一案，本院于2031年3月1日受理。 "
        "被告人李四到庭参加诉讼。"
    ) == [("被告人", "张三", True)]


def test_the_same_person_in_two_roles_stands_twice():
    found = told("被告单位某某市某某有限公司。 法定代表人张三。 被告人张三，男，1990年1月2日出生。")
    assert [(role, name) for role, name, new in found if new][-2:] == [
        ("法定代表人", "张三"),
        ("被告人", "张三"),
    ]


def test_the_end_of_an_entry_is_the_start_of_the_next():
    text = "被告人张三，男，1990年1月2日出生。 辩护人李四，某律师事务所律师。"
    found = heads(text, 0, len(text))
    assert found.entries[0].end == found.entries[1].start
    assert found.entries[-1].end == len(found.view.text)


def test_a_bare_name_counts_only_when_the_document_calls_it_a_defendant():
    head = "公诉机关某市某区人民检察院。 张三，男，1990年1月2日出生。"
    assert len(told(head)) == 1
    assert told(head, " 指控被告人张三犯盗窃罪。")[-1] == ("被告人", "张三", True)
