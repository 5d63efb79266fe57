"""HTML source: its only reader, and the marks that say where tags come from."""
