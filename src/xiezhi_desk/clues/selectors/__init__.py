"""What is read of clues: one subject a file."""
