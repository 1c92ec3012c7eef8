"""The mark of an export: who took it out, when, under which number; seen and unseen.

Seen: a line at the foot of every page. Unseen, each for itself: the file's properties, a part of
its own inside the file, and signs without width in its words. Whoever retypes the text keeps none
of them; whoever passes the file on, or copies a passage, keeps one.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xiezhi.shelf.official_paper import OfficialPaper

__all__ = ["Mark", "mark_in", "mark_paper", "marked_text", "properties", "read_mark", "unseen"]

_ZERO, _ONE, _EDGE = "\u200b", "\u200c", "\u2060"
_SIGNS = re.compile(f"{_EDGE}([{_ZERO}{_ONE}]+){_EDGE}")
_LARGEST = 50_000_000
"""Bytes of a part of a file that is looked through."""
_NAMESPACE = "urn:xiezhi:export"
_PART = "/customXml/xiezhiExport.xml"
_KIND = "application/xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


@dataclass(frozen=True, slots=True)
class Mark:
    """Who took a file out.

    Attributes:
        who: The person, as the trail names them.
        when: The moment, as shown.
        number: Number of the export: the trail's entry is found by it. Letters and digits.
        office: The office.
    """

    who: str
    when: str
    number: str
    office: str = ""

    @property
    def line(self) -> str:
        """What is seen at the foot of every page."""
        parts = (self.office, self.who, self.when, f"编号 {self.number}")
        return " · ".join(filter(None, parts)) + " · 内部使用，不得外传"

    @property
    def line_outside(self) -> str:
        """The same of a paper that goes to another organ: whose it is, and its number."""
        return " · ".join(filter(None, (self.office, f"编号 {self.number}")))


def unseen(number: str) -> str:
    """An export's number as signs without width."""
    bits = "".join(f"{byte:08b}" for byte in number.encode("utf8"))
    return _EDGE + bits.replace("0", _ZERO).replace("1", _ONE) + _EDGE


def marked_text(text: str, mark: Mark) -> str:
    """A text with the unseen signs at the end of its first line."""
    first, line, rest = text.partition("\n")
    return first + unseen(mark.number) + line + rest


def mark_in(text: str) -> str:
    """The number hidden in a text, also in a passage copied out of it; empty when there is none."""
    for found in _SIGNS.finditer(text):
        bits = found[1].replace(_ZERO, "0").replace(_ONE, "1")
        if len(bits) % 8 == 0:
            data = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
            try:
                return data.decode("utf8")
            except UnicodeDecodeError:
                continue
    return ""


def mark_paper(paper: OfficialPaper, mark: Mark, *, goes_out: bool = False) -> None:
    """Put the mark into a Word document: foot, properties, a part of its own, unseen signs.

    Args:
        paper: The document.
        mark: Who takes it out.
        goes_out: It is a letter to another organ, and no internal paper.
    """
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = paper.document
    paper.footer(mark.line_outside if goes_out else mark.line)
    core = document.core_properties
    core.author = mark.office or mark.who
    core.identifier = mark.number
    core.comments = json.dumps(asdict(mark), ensure_ascii=False)
    part = Part(PackURI(_PART), _KIND, _xml(mark), document.part.package)
    document.part.relate_to(part, _RELATION)
    sign = unseen(mark.number)
    for paragraph in document.paragraphs:
        if paragraph.text and paragraph.runs:
            paragraph.runs[-1].text += sign


def read_mark(data: bytes) -> str:
    """The number of the export a file is from: from any trace that is left; empty when none is.

    Args:
        data: A Word file, a workbook, a text, or a zip of these.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return mark_in(data.decode("utf8", errors="ignore"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _in_zip(file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, OSError):
        return ""  # truncated, encrypted: nothing can be read out of it


def _in_zip(file: zipfile.ZipFile) -> str:
    said = file.comment.decode("utf8", errors="ignore")
    if said.startswith("xiezhi:"):
        return said.removeprefix("xiezhi:")
    for one in file.infolist():
        if one.file_size > _LARGEST:
            continue
        found = ""
        if one.filename.endswith((".xml", ".rels")):
            text = file.read(one).decode("utf8", errors="ignore")
            found = _stated(text) or mark_in(text)
        elif one.filename.endswith((".docx", ".xlsx", ".csv", ".txt")):
            found = read_mark(file.read(one))
        if found:
            return found
    return ""


def properties(mark: Mark) -> dict[str, Any]:
    """The same for a workbook's properties."""
    return {
        "author": mark.office or mark.who,
        "comments": json.dumps(asdict(mark), ensure_ascii=False),
        "keywords": f"xiezhi:{mark.number}",
    }


def _stated(text: str) -> str:
    """The number as a part or a property states it."""
    found = re.search(rf'<mark xmlns="{_NAMESPACE}"[^>]*number="([^"]+)"', text)
    found = found or re.search(r"<dc:identifier>([^<]+)</dc:identifier>", text)
    found = found or re.search(r"xiezhi:([0-9A-Za-z-]+)<", text)
    return found[1] if found else ""


def _xml(mark: Mark) -> bytes:
    from xml.sax.saxutils import quoteattr

    said = " ".join(f"{name}={quoteattr(value)}" for name, value in asdict(mark).items())
    return f'<?xml version="1.0" encoding="UTF-8"?><mark xmlns="{_NAMESPACE}" {said}/>'.encode()
