"""What is written about outcomes and special actions: one subject a file."""
