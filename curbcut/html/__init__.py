"""HTML as it is written: the one reader of it, and the marks that say where it comes from."""
