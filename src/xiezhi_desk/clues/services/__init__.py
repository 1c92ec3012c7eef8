"""What is written of clues: one subject a file; every write atomic and recorded."""
