"""Curbcut: accessible static help centres, checked in a real browser before they are published."""

__version__ = "0.1.0"
