"""From parsed pages to a site: addresses, navigation, links."""
