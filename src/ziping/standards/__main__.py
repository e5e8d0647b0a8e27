"""``python -m ziping.standards`` renews the snapshot of the built-in standards."""

from __future__ import annotations

from ziping.standards.loader import built_in, read_standard
from ziping.standards.snapshot import PATH, encoded

if __name__ == "__main__":
    files = built_in().values()
    PATH.write_bytes(encoded(files, map(read_standard, files)))
