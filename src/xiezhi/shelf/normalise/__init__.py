"""From raw cells to values of the standard tables, one module per family of semantic types.

Each recognises the common forms of a whole column at once; only what it did not recognise goes
through the kernel's parsers, value by value. A value is taken or refused with a reason, and never
mended.
"""
