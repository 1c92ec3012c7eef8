"""The pages of clues: one page a file."""
