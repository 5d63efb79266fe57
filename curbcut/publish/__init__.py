"""Publishing a site: the output folder, the ledger of URLs, server configurations."""
