"""The view that templates get for each page."""
