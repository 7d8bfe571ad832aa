"""What a text is made of: tokens, and LaTeX read as people read it."""
