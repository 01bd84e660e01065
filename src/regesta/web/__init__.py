"""The web service: HTTP around the outputs."""
