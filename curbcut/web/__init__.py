"""The web outside: what is fetched from it, and what of it can be reached at all."""
