"""The example queries as an API: each has its address, its parameters and its formats."""
