"""The theme: its files, colours, strings and templates."""
