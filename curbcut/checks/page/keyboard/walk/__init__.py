"""The walk through a page with the Tab key, and what can be seen at each stop."""
