"""What the templates get to see."""
