"""Commands about a person's alerts: trying and saving one, keeping them, and the hours of rest."""
