"""The theme: its files, its colours, its words, its templates."""
