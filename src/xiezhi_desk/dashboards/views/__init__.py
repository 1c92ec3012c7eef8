"""Overviews: the start page, the figures of models, the state of work."""
