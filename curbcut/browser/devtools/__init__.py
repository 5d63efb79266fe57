"""The Chrome DevTools Protocol: messages, one tab, a world of our own, what happened."""
