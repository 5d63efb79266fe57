"""Machine-readable files: sitemaps, feeds, headers, redirects, Markdown versions."""
