"""Lives as columns of days, known to everybody who writes about them."""
