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
