"""Commands by which a group makes a list of papers its own."""
