"""Suits, court fees, enforcement, judicial sales."""
