"""Sources: one reader a format, all of them yielding records with their place."""
