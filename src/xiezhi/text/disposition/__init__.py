"""The operative part of a judgment, walked once; its readers shape the rows.

``layout`` parts it into items, ``subject`` tells whom a statement is about, ``statement`` finds
the statements of conviction and what each contains, ``penalty`` reads terms, fines and the
rest, ``dates`` the printed terms, ``outcome`` puts together what holds for each defendant.
"""
