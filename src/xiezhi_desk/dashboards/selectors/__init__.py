"""What the overviews read; nothing is written here."""
