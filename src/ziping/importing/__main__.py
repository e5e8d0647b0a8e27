"""``python -m ziping.importing`` renews the compiled vocabulary."""

from __future__ import annotations

from ziping.importing.vocabulary import COMPILED, encoded

if __name__ == "__main__":
    COMPILED.write_bytes(encoded())
