"""The per-user installer for Windows, and the maker of the zip that carries it."""
