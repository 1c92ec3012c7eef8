"""Which column of an agency's file is which column of a standard table, as a person confirmed it.

``mapping.py`` keeps the answer as a small YAML file; ``change.py`` says what a later file changed.
"""
