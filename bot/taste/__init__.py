"""What is worth reading: which papers a digest picks, and why."""
