"""All checks: of the Markdown, of pages in the browser, and of the whole site."""
