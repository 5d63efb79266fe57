"""Everything that is checked: in the Markdown, in the browser, across the site."""
