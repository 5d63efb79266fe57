"""Scripts of the walk with the Tab key: what can be seen at each stop."""
