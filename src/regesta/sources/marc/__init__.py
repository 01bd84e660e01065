"""Library records in MARC 21: exchanged as ISO 2709 or as MARCXML."""
