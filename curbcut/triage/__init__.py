"""From findings as they come to findings as they are reported: traced, merged, in order."""
