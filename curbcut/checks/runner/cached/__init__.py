"""Results of earlier runs: which are used again, and on what evidence."""
