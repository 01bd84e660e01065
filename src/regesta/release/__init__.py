"""Releases: immutable, content-addressed, switched atomically."""
