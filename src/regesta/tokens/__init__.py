"""Tokens: who may write what. Only their hashes are kept."""
