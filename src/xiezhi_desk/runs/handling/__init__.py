"""The kinds of job that this room works itself."""
