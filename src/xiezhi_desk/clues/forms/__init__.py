"""What people enter about clues: one subject a file."""
