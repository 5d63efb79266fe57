"""ParsedPages -> Site: addresses, navigation, links."""
