"""Which elements react to what: their own listeners, and those that listen for others."""
