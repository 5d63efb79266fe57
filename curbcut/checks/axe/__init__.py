"""axe-core: through one adapter, in our own words, and only where it is needed."""
