"""Rows of the great archives and reference managers, each in the shape that it publishes."""
