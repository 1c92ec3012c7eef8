"""A page as official papers look: its size, its margins, its number."""

import io

from docx import Document

from xiezhi.shelf.official_paper import OfficialPaper


def test_page_margins_and_numbers_are_those_of_official_papers():
    paper = OfficialPaper()
    paper.title("通报")
    paper.footer("内部使用")
    document = Document(io.BytesIO(paper.bytes()))
    (section,) = document.sections
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one.mm) for one in sizes] == [210, 297, 37, 28]
    assert [round(one.mm) for one in (section.right_margin, section.bottom_margin)] == [26, 35]
    assert document.settings.odd_and_even_pages_header_footer
    for foot in (section.footer, section.even_page_footer):
        number, line = foot.paragraphs
        assert number.text == "—  —"
        assert "PAGE" in number._p.xml
        assert line.text == "内部使用"


def test_a_signature_stays_with_the_end_of_the_text_and_rows_are_not_broken():
    paper = OfficialPaper()
    paper.para("联系人：张三")
    paper.signed("某某县人民检察院", "2031年5月6日")
    paper.table(("院", "线索"), [("甲院", "1")], (5.6, 10.0))
    document = Document(io.BytesIO(paper.bytes()))
    contact, office, day = document.paragraphs
    assert [one.paragraph_format.keep_with_next for one in (contact, office, day)] == [
        True,
        True,
        False,
    ]
    assert office.paragraph_format.right_indent.pt == 32
    assert all("cantSplit" in row._tr.xml for row in document.tables[0].rows)


def test_a_close_paper_has_smaller_type_and_lines():
    wide, close = OfficialPaper(), OfficialPaper(close=True)
    for paper in (wide, close):
        paper.para("一、目标")
    sizes = [paper.document.paragraphs[0].runs[0].font.size.pt for paper in (wide, close)]
    lines = [
        paper.document.paragraphs[0].paragraph_format.line_spacing.pt for paper in (wide, close)
    ]
    assert (sizes, lines) == ([16, 14], [28, 24.5])
