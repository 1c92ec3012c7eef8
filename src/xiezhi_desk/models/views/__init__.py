"""Pages of the supervision models."""
