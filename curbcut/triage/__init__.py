"""From raw findings to reported ones: traced, merged and put in order."""
