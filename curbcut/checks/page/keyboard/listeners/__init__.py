"""Which elements react to which events: through their own listeners and through delegated ones."""
