"""Opening pages in a real browser: a loopback server, sessions, states, what pages can reach."""
