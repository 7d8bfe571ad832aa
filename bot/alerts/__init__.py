"""Alerts: many standing queries, which of them a new paper matches, and what one would bring.

`percolator` and `frequencies` need numpy, which takes longer to import than most answers: only
who matches papers imports them.
"""
