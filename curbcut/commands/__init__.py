"""One file per command, from its options to its result; the command line is one of its callers."""
