"""Judgments into facts with their places: clean, split, read, write.

The interface of the readers is in ``facts.py``, patterns as data in ``pattern.py``.
"""
