"""Outputs: answers from a release, free of any web framework."""
