"""The records reader: publications written by hand in YAML or TOML, every value with its line."""
