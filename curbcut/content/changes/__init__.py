"""Find what changed between two versions of a text, and show it."""
