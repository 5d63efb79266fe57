"""Generated pages: search, the map of all pages, pages to print, the gallery."""
