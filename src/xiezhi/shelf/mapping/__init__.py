"""Which column of an agency's file is which column of a standard table.

``suggest.py`` proposes from titles, values and earlier mappings; a person confirms; ``mapping.py``
keeps the answer as a small YAML file.
"""
