"""Text of PDF files; what has none says why and what to do."""

import sys

import pytest

from xiezhi.shelf.ingest import pages
from xiezhi.shelf.ingest.pages import pdf_text, picture_text

TEXT = "某市某区人民法院刑事判决书（2031）某0101刑初7号被告人张三犯盗窃罪"


def written(text):
    """A PDF file of one page that shows the text (ISO 32000-1, a font with a ToUnicode map)."""
    codes = [f"{ord(sign):04X}" for sign in text]
    pairs = "\n".join(f"<{code}> <{code}>" for code in sorted(set(codes)))
    mapped = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(set(codes))} beginbfchar\n{pairs}\nendbfchar endcmap end"
    )
    shown = f"BT /F1 12 Tf 50 700 Td <{''.join(codes)}> Tj ET" if text else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(mapped)} >>\nstream\n{mapped}\nendstream",
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(data)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode()
    return data + f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


@pytest.fixture
def without_ocr(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    pages._engine.cache_clear()
    yield
    pages._engine.cache_clear()


def test_the_text_layer_of_a_pdf_is_read():
    assert pdf_text(written(TEXT)) == (TEXT, None)


@pytest.mark.usefixtures("without_ocr")
def test_scanned_pages_say_what_they_need():
    text, why = pdf_text(written(""))
    assert text is None
    assert "xiezhi[ocr]" in why
    assert picture_text(b"") == (None, why)


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"", written(TEXT)[:200]])
def test_what_is_no_pdf_is_told(data):
    text, why = pdf_text(data)
    assert text is None
    assert why.startswith("no readable PDF file")


def test_a_locked_pdf_is_told():
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(written(TEXT))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert pdf_text(locked.getvalue()) == (None, "the PDF file is locked with a password")


def test_recognised_lines_are_the_text_and_unsure_ones_are_not(monkeypatch):
    class Found:
        def __init__(self, *lines):
            self.txts = [line for line, _ in lines] or None
            self.scores = [score for _, score in lines]

    told = {b"sure": Found(("甲", 0.9), ("乙", 0.8)), b"unsure": Found(("甲", 0.3)), b"": Found()}
    monkeypatch.setattr(pages, "_engine", lambda: told.__getitem__)
    assert picture_text(b"sure") == ("甲\n乙", None)
    assert picture_text(b"unsure") == (None, "page 1 cannot be made out")
    assert picture_text(b"") == (None, "no writing was found on the pages")
