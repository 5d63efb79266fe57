"""Cached results of earlier runs, and when they may be reused."""
