"""One file a command, from its options to its result; the command line is one caller of many."""
