"""One process at work: its desk, its worker, its health and figures."""
