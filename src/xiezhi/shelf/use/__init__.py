"""Using a shelf: who may read what, and the log of every use."""
