"""Measured comparisons. ``make bench`` runs all of them and writes ``bench/results/``."""
