"""The reader of saved web pages: by the data in them, by a curator's selectors, or as a list."""
