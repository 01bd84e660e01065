"""Routes: one file for each family of URLs."""
