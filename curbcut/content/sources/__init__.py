"""Finding and reading pages: a site's folder, anybody's folder, an address."""
