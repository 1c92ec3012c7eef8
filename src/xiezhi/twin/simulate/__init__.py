"""Simulates life histories: people, crimes, custody, trial and a sentence within the law."""
