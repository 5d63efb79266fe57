"""From a site that passed to what is published: the folder, the ledger, server configurations."""
