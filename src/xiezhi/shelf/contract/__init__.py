"""On what terms an office may hold and use a table: contracts, legal bases, authorisations."""
