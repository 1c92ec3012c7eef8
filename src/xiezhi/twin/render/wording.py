"""Names that several parts of a document use."""

from xiezhi.twin.history import Case, Court, Defendant


def called(case: Case, defendant: Defendant) -> str:
    """The word for a defendant's place in the proceedings."""
    if case.instance == "second":
        if not defendant.appellant:
            return "原审被告单位" if defendant.unit else "原审被告人"
        return "上诉人（原审被告人）"
    if case.instance == "retrial":
        return "原审被告人"
    return "被告单位" if defendant.unit else "被告人"


def short_office(court: Court, office: str) -> str:
    """A procuratorate's name without the province."""
    return office.removeprefix(court.province) if court.city != court.province else office
