"""Administrative penalties and what became of them, and firms that vanish from them."""
