"""Makes the authorities of the default catalogue from hand-kept tables and reference data."""
