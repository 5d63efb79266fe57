"""Markup that did not become what was meant: it is on the page as characters, or is gone."""
