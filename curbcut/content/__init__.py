"""From text to ParsedPage: discovery, front matter, Markdown, source positions."""
