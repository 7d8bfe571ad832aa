"""What groups make of papers: never told beyond the workspace that it was said in."""
