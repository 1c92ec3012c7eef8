"""Writes a case down in the variety of forms that courts use."""
