"""Web server configurations, generated from the headers and redirects of the site."""
