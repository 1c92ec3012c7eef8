"""Articles a decision rests on."""

from xiezhi.text.read import reference

OFFICE = "公诉机关某市某区人民检察院。 "
TWO = f"{OFFICE}被告人张三，男，1990年1月2日出生。 被告人李四，男，1991年1月2日出生。"


def rows(told, basis, **parts):
    document, parties = told(
        reasoning=f"本院认为，被告人张三的行为已构成盗窃罪。{basis}判决如下：", **parts
    )
    return [
        (r["law"], r["article"], r.get("paragraph"), r.get("item"), r["part"])
        for r in reference.read(document, parties)
    ]


def test_law_article_paragraph_and_item(told):
    assert rows(
        told,
        "依照《中华人民共和国刑法》第二百六十四条、第六十七条第一、三款、第一百三十三条之一第一款"
        "第（二）项和《中华人民共和国刑事诉讼法》第十五条之规定，",
    ) == [
        ("刑法", "264", None, None, "reasoning"),
        ("刑法", "67", 1, None, "reasoning"),
        ("刑法", "67", 3, None, "reasoning"),
        ("刑法", "133-1", 1, 2, "reasoning"),
        ("刑事诉讼法", "15", None, None, "reasoning"),
    ]


def test_what_is_discussed_before_is_no_basis(told):
    found = rows(
        told,
        "辩护人提出应适用《中华人民共和国刑法》第六十七条，不予采纳。"
        "依照《中华人民共和国刑法》第二百六十四条之规定，",
    )
    assert [row[1] for row in found] == ["264"]


def test_the_law_printed_at_the_end_does_not_count(told):
    found = rows(
        told,
        "依照《中华人民共和国刑法》第二百六十四条之规定，",
        tail="如不服本判决，可在接到判决书的第二日起十日内提出上诉。 审判员甲一 二〇三一年四月一日 "
        "书记员丁四 附：相关法律条文 《中华人民共和国刑法》 第五十二条判处罚金，应当根据犯罪情节。",
    )
    assert [row[1] for row in found] == ["264"]


def test_for_whom_an_article_is_cited(told):
    document, parties = told(
        parties=TWO,
        reasoning="本院认为，二人的行为已构成盗窃罪。对被告人张三依照《中华人民共和国刑法》第二百六十四条、"
        "第六十五条；对被告人李四依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：",
    )
    found = [(r["article"], r.get("ordinals")) for r in reference.read(document, parties)]
    assert found == [("264", [1]), ("65", [1]), ("264", [2])]


def test_a_basis_for_all_names_nobody(told):
    document, parties = told(
        parties=TWO,
        reasoning="本院认为，二人的行为已构成盗窃罪。根据被告人张三、李四犯罪的事实，"
        "依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：",
    )
    (row,) = reference.read(document, parties)
    assert "ordinals" not in row
    start, end = row["article_span"]
    assert "第二百六十四条" in document.text[start:end]
