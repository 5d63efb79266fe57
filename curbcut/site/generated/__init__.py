"""Pages that are made from the others: search, all pages, print, the gallery."""
