"""Papers that leave the desk: letters, annexes, dossiers, bulletins; each bears its mark."""

from xiezhi_desk.library.letters.annex import (
    ANSWERS,
    AnnexLine,
    AnnexRead,
    AnnexRow,
    read_annex,
    write_annex,
)
from xiezhi_desk.library.letters.dossier import Bulletin, Grid, Section, bulletin, dossier
from xiezhi_desk.library.letters.marking import Mark, mark_in, marked_text, read_mark, unseen
from xiezhi_desk.library.letters.requests import Sender, batch_letter, verification_letter

__all__ = [
    "ANSWERS",
    "AnnexLine",
    "AnnexRead",
    "AnnexRow",
    "Bulletin",
    "Grid",
    "Mark",
    "Section",
    "Sender",
    "batch_letter",
    "bulletin",
    "dossier",
    "mark_in",
    "marked_text",
    "read_annex",
    "read_mark",
    "unseen",
    "verification_letter",
    "write_annex",
]
