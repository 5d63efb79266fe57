"""Site -> the bytes of every page, and where each element of them comes from."""
