"""The Chrome DevTools Protocol: messages, a tab, its isolated world, and recording its events."""
