"""Markup of other tools, one kind a file: each function takes lines and returns lines."""
