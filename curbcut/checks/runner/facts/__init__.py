"""What the checks need to know of a page, gathered before they run."""
