"""The values that flow through Curbcut. Nothing in here imports the rest of the package."""
