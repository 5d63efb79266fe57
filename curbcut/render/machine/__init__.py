"""What is published for machines: sitemaps, feeds, headers, redirects, Markdown versions."""
