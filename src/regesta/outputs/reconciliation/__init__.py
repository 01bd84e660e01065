"""Reconciliation: names in somebody's table → the things of a release that they stand for.

It speaks the Reconciliation Service API 0.2, as OpenRefine does.
"""
