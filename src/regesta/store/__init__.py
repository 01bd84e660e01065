"""The store: one port, and an adapter for each engine."""
