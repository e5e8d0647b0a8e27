"""``python -m ziping.forms`` renews the compiled built-in forms."""

from __future__ import annotations

from ziping.forms.spec import read_form
from ziping.packs.compiled import compile_all

if __name__ == "__main__":
    compile_all("forms", read_form)
