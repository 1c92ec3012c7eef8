"""Citations: the text in force on a day, checked or unconfirmed with the reason."""

import datetime
import itertools

import pytest

from xiezhi.rulebook.law import CitationError, Law
from xiezhi.rulebook.law_file import LawFileError, read_law_file
from xiezhi.rulebook.location import rulebook_folder

D = datetime.date


@pytest.fixture(scope="module")
def law():
    return Law.load(rulebook_folder() / "law")  # the shared one may hold an office's own law too


def test_an_article_with_its_text_and_source(law):
    found = law.cite("刑法#74", on=D(2015, 6, 1))
    assert found.text == "对于累犯和犯罪集团的首要分子，不适用缓刑。"
    assert (found.since, found.until, found.by) == (D(2011, 5, 1), None, "刑法修正案（八）#12")
    assert (found.checked, found.why) == (True, "")
    assert found.source == "laws/法律/刑法/刑法.md"
    assert found.show() == "刑法第74条"


def test_an_older_version_that_is_not_in_the_collection_is_unconfirmed(law):
    found = law.cite("刑法#74", on=D(2011, 4, 30))
    assert (found.checked, found.text) == (False, "")
    assert "不在所收法律文本中" in found.why


def test_versions_change_on_the_first_day_of_the_amendment(law):
    before, after = law.cite("刑法#393", on=D(2024, 2, 29)), law.cite("刑法#393", on=D(2024, 3, 1))
    assert "处五年以下有期徒刑或者拘役，并处罚金" in before.text
    assert "处三年以下有期徒刑或者拘役，并处罚金" in after.text
    assert before.until == after.since == D(2024, 3, 1)
    assert before.checked
    assert after.checked


def test_a_paragraph_takes_its_items_with_it(law):
    assert (
        law.cite("刑法#73(2)").text
        == "有期徒刑的缓刑考验期限为原判刑期以上五年以下，但是不能少于一年。"
    )
    lines = law.cite("刑法#72(1)").text.split("\n")
    assert [line[:3] for line in lines[1:]] == ["（一）", "（二）", "（三）", "（四）"]
    assert law.cite("刑法#38(1)").show() == "刑法第38条第1款"


def test_an_untouched_paragraph_of_a_changed_article_is_checked(law):
    assert law.cite("刑法#38(1)", on=D(2005, 1, 1)).checked
    whole = law.cite("刑法#38", on=D(2005, 1, 1))
    assert not whole.checked
    assert "〔该款当时的文字未收录〕" in whole.text
    assert law.cite("刑法#38(2)", on=D(2005, 1, 1)).text == ""


def test_articles_with_a_suffix(law):
    found = law.cite("刑法#133-1")
    assert found.text.startswith("在道路上驾驶机动车")
    assert found.show() == "刑法第133条之一"
    assert law.cite("刑法#133-1", on=D(2012, 1, 1)).by == "刑法修正案（八）#22"
    assert not law.cite("刑法#133-1", on=D(2010, 1, 1)).checked


def test_by_number_and_by_full_title(law):
    by_number = law.cite("法释〔2014〕13号#7")
    assert "移送立案" in by_number.text
    assert by_number.title == "最高人民法院关于刑事裁判涉财产部分执行的若干规定"
    assert law.cite("法释[2014]13号#7").text == by_number.text
    assert law.cite("《中华人民共和国刑法》#74").text == law.cite("刑法#74").text


def test_an_edition_is_chosen_by_the_day_and_the_number_follows(law):
    now = law.cite("刑诉法#183", on=D(2020, 1, 1))
    assert (now.article, now.checked) == ("183", True)
    then = law.cite("刑诉法#183", on=D(2015, 1, 1))
    assert (then.article, then.checked) == ("178", False)
    assert law.cite("刑诉法(2018)#183", on=D(2015, 1, 1)).checked
    rule = law.cite("刑诉解释#202", on=D(2016, 1, 1))
    assert (rule.article, rule.number, rule.checked) == ("165", "法释〔2012〕21号", True)


def test_a_day_before_every_edition_is_unconfirmed_and_no_error(law):
    found = law.cite("法释〔2013〕8号#14", on=D(2010, 1, 1))
    assert not found.checked
    assert "2010-01-01" in found.why


@pytest.mark.parametrize(
    ("cite", "says"),
    [
        ("刑法74", "not written as a citation"),
        ("刑法#", "not written as a citation"),
        ("刑法#999", "no article 999"),
        ("刑法#73(9)", "3 paragraphs"),
        ("想象法#1", "no law named 想象法"),
        ("刑诉法(1979)#1", "no edition 1979"),
    ],
)
def test_a_citation_that_does_not_resolve_is_refused(law, cite, says):
    assert not law.knows(cite)
    with pytest.raises(CitationError, match=says):
        law.cite(cite)


def test_every_file_reads_and_matches_the_index(law):
    files = {path.name for path in law.folder.glob("*.yaml")} - {"index.yaml", "deadlines.yaml"}
    assert files == {edition.file for edition in law.editions}
    for edition in law.editions:
        file = read_law_file(law.folder / edition.file)
        assert (file.law, file.number, file.edition) == (
            edition.law,
            edition.number,
            edition.edition,
        )
        assert (file.since, file.until) == (edition.since, edition.until)
        numbers = [int(number.split("-")[0]) for number in file.articles]
        assert (min(numbers), max(numbers)) == (edition.first, edition.last)
        checked = [v for versions in file.articles.values() for v in versions if v.text]
        assert bool(checked) != edition.unconfirmed


def test_editions_of_one_law_do_not_overlap(law):
    by_law = {}
    for edition in law.editions:
        by_law.setdefault(edition.law, set()).add((edition.since, edition.until))
    for name, spans in by_law.items():
        ordered = sorted(spans)
        for (_, until), (since, _) in itertools.pairwise(ordered):
            assert until is not None, name
            assert until <= since, name


def test_what_brought_a_version_is_itself_in_the_rulebook(law):
    for edition in law.editions:
        for versions in read_law_file(law.folder / edition.file).articles.values():
            for version in versions:
                if version.by:
                    cause = law.cite(version.by)
                    if cause.checked:
                        assert cause.since == version.since


def test_the_articles_of_the_checks_are_there(law):
    general = "12 37 37-1 38 41 42 44 45 47 50 53 54 55 56 57 61 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 81 85 86 99"
    cites = [f"刑法#{article}" for article in general.split()]
    cites += [
        f"刑诉法#{n}" for n in (35, 76, 183, 208, 215, 216, 220, 222, 223, 225, 230, 278, 285, 286)
    ]
    cites += [f"刑诉解释#{n}" for n in (175, 176, 192, 202, 445, 523)]
    cites += [f"法释〔2000〕45号#{n}" for n in (1, 2, 3, 4, 5)]
    cites += [
        "人民陪审员法#14",
        "人民陪审员法#15",
        "人民陪审员法#16",
        "法释〔2013〕8号#14",
        "法释〔2013〕10号#8",
    ]
    cites += ["法释〔2016〕9号#19", "法释〔2006〕1号#15", "社区矫正法#20", "个人信息保护法#28"]
    for cite in cites:
        assert law.cite(cite).checked, cite
    for cite in (
        "法发〔2011〕9号#6",
        "高检发释字〔2018〕1号#1",
        "高检发释字〔2020〕1号#1",
        "法释〔2016〕19号#10",
    ):
        assert law.knows(cite)
        assert not law.cite(cite).checked


def test_a_version_needs_its_text_or_the_reason(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        "law: 甲法\ntitle: 甲法\nfrom: 2000-01-01\nsource: s\narticles:\n"
        "  '1':\n  - {from: 2005-01-01}\n"
        "  '2':\n  - {from: 2005-01-01, text: 一}\n  - {from: 2000-01-01, to: 2006-01-01, unconfirmed: 无}\n",
        encoding="utf-8",
    )
    with pytest.raises(LawFileError) as caught:
        read_law_file(path)
    assert [p.where.rpartition("/")[2] for p in caught.value.problems] == [
        "x.yaml:7:5",
        "x.yaml:9:3",
    ]
