"""Titles and headings."""
