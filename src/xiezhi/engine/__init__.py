"""Engines run queries; they know no law.

``base.py`` says what an engine offers, ``duckdb.py`` is the one that ships.
"""
