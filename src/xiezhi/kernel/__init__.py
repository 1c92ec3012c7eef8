"""Values that know no law, file or database: numerals, money, dates, terms, numbers of cases."""
