"""An agency's file, folder, archive or database as sheets of raw rows, nothing interpreted yet.

``source.py`` finds out what a thing is; each other module reads one format. ``raw.py`` is what all
of them hand over: cells as text or, where the format is typed, as typed.
"""
