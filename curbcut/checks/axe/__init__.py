"""axe-core: through one adapter, with our own texts, and only where needed."""
