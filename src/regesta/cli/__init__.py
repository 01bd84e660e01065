"""The command line: parse, call, print; one file a command."""

from regesta.cli.main import main

__all__ = ["main"]
