"""Bytes to what a reader meets: a loopback server, a real browser, and axe in it."""
