"""What processes that share one database agree on: the clock, who owns what, and taking turns."""
