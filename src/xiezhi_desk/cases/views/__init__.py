"""Pages of outcomes and special actions."""
