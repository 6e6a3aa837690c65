"""The command line: arguments in, one job, problems out, an exit code."""

from dispatch.cli.main import main

__all__ = ["main"]
