"""The core of the daily-papers bot: it stores, matches and words papers, and knows no platform."""
