"""A table loaded once serves other offices: application, approval, grant, revocation."""
