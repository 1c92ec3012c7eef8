"""A room that came with a later version, with two changes of tables; the second may fail."""
