"""How the desk is served: its address, its static files, its server."""
