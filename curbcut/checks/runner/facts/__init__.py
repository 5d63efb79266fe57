"""Facts about a page that the checks and the runner need."""
