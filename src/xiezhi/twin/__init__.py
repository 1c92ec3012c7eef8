"""Invented criminal judgments with planted errors, look-alikes and computed truth.

    from xiezhi.twin import write_judgments
    summary = write_judgments("twin/", count=2000, seed=1)

A case is lived first (`simulate`), then perhaps spoilt or made to look spoilt (`plant`), judged by
rules that know nothing of the spoiling (`check`) and at last written down in the forms that real
courts use (`render`). Persons, courts, places and numbers do not exist; only the provinces and
law do. Neither the reader nor the models are known here.

What `write_judgments` writes:

``judgments.parquet``
    ``doc_id, title, text``: one row per document, text in one line as publishers give it.

``truth_facts.parquet``
    ``doc_id, table, ordinal, row, column, value``: one row per true value of a column of a standard
    table (judgment, judgment_party, judgment_prior, judgment_custody, judgment_accused,
    judgment_sentence, judgment_count, judgment_circumstance, judgment_reference). ``ordinal`` is
    the place of the defendant among the defendants of the head, from 1 (None for values of the
    document); the reader's own ordinals count every party, so match the n-th defendant. ``row``
    numbers rows below a defendant (counts, priors, custody, circumstances, charges brought) or a
    document (articles of the Criminal Law) from 1. ``value`` is text (ISO dates, plain digits,
    true/false, lists joined by 、); None says that the document states nothing, so that any value
    read is invented. Columns that the history does not settle have no row. ``charge`` of a count,
    a prior or an accusation is the name in the list of charges, ``charges`` of a sentence the names
    as printed. Documents of other kinds have rows for the header columns of ``judgment`` only and
    must yield no outcome.

``truth_violations.parquet``
    ``doc_id, ordinal, check, origin, reason``: ``check`` is the number in the catalogue (``CR-04``)
    or ``ID-UNMASKED``. ``ordinal`` is the defendant, None for checks of the whole document (CR-33,
    CR-40). ``origin``: ``planted`` and ``background`` (came about by chance or carelessness) are
    true violations and must be found; ``look_alike`` resembles one, is innocent for the ``reason``
    and must not be found. Anything found that has no row here is a false clue.
"""

from xiezhi.twin.write import Judgment, Summary, judgments, write_judgments

__all__ = ["Judgment", "Summary", "judgments", "write_judgments"]
