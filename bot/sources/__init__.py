"""Where papers come from: each source is fetched here and parsed into nouns."""
