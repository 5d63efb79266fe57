"""Rendering a site: the bytes of every file, and the source position of every element."""
