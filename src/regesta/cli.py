"""The command line: parse, call, print."""

import click


@click.group()
def main() -> None:
    """Turn the publication lists of agencies into a validated knowledge graph."""
