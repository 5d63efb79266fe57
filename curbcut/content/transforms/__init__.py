"""Transforms of a page's tokens after parsing."""
