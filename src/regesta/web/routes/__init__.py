"""Routes: one file for each family of URLs."""

from regesta.web.routes import documents, static, things

ROUTERS = (things.router, documents.router, static.router)
"""Every router, below the path of the base."""
