"""How good a table is: checks against the rulebook's thresholds, failing rows kept, a report."""
