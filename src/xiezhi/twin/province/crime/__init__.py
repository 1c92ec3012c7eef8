"""Crimes and what followed: police, procuratorate, court, custody, correction, money, victims."""
