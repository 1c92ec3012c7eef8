"""A room whose jobs sleep, fail, refuse to end: for the stories of the worker."""
