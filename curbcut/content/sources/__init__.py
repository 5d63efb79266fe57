"""Find and read pages: of a site's folder, of any folder, of an address."""
