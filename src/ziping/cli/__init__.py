"""The command line, one command per button. Messages are Chinese; exit 0 fine, 1 findings of severity error,
2 could not do it."""

from __future__ import annotations

from ziping.cli.main import main

__all__ = ["main"]
