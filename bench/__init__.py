"""Curbcut beside other tools, in one run: `make bench`."""
