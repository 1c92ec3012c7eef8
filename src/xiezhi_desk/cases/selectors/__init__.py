"""What is read about outcomes and special actions: one subject a file."""
