"""``python -m ziping.standards`` renews the compiled built-in standards."""

from __future__ import annotations

from ziping.packs.compiled import compile_all
from ziping.standards.loader import read_standard

if __name__ == "__main__":
    compile_all("standards", read_standard)
