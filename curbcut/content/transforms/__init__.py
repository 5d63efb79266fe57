"""What is done to the tokens of a page after it is parsed."""
