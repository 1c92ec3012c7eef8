"""The pages of runs: one page a file."""
