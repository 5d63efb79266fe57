"""From files to parsed pages: discovery, front matter, Markdown, source positions."""
