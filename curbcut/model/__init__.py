"""The values that flow through Curbcut. Nothing here imports the rest of the package."""
