"""Custom controls, which scripts make from other elements, and how they are tried."""
