"""Proposes which column of an agency's file is which: titles, proofs by values, earlier answers.

What it proposes is a :class:`~xiezhi.shelf.mapping.mapping.Mapping`; a person confirms it.
"""
