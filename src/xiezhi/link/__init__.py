"""Rows that belong together: linkage, near-duplicates, components. Arrow tables in and out.

Nothing here knows models, runs or bundles: a run hands in the rows and registers what comes back.
"""
