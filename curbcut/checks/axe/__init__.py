"""axe-core: through one adapter, in words of ours, and only where it has to be asked."""
