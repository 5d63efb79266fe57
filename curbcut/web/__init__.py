"""The internet: fetching from it, and what of it can be reached."""
