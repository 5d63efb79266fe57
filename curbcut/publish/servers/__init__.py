"""Ready configurations for web servers, made of the headers and redirects that were checked."""
