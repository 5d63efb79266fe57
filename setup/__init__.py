"""What `make` runs on a fresh machine: plain standard-library code for Python 3.8 and newer."""
