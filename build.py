"""Rebuild everything that is generated and committed: ``uv run python build.py``.

Templates and samples, the pages of the check rules, the compiled standards, forms and words of foreign tables, the
Excel add-in. Tests fail where one of them is stale.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
STEPS = (
    ["-m", "ziping.standards"],
    ["-m", "ziping.forms"],
    ["-m", "ziping.importing"],
    ["docs/build_rules.py"],
    ["workbook_templates/build.py"],
    ["addin/build.py"],
)

if __name__ == "__main__":
    for step in STEPS:
        subprocess.run([sys.executable, *step], cwd=ROOT, check=True)
