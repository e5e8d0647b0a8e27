"""A click starts fast: it loads what it needs and nothing else."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "src" / "ziping" / "excel"
HEAVY = {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "jinja2", "yaml"}

# What a click of these buttons may load: Word files are made only where a report is asked for.
ALLOWED: dict[str, set[str]] = {
    "check": set(),
    "score": set(),
    "weights": set(),
    "insert_row": set(),
    "delete_row": set(),
    "rule": set(),
    "about": set(),
    "selfcheck": set(),
    "check_report": set(),
    "report": {"docx", "jinja2"},
    "new": {"xlsxwriter"},
}


def loaded_by(code: str) -> set[str]:
    """Top-level names of everything a fresh Python has loaded after ``code``."""
    program = f"{code}\nimport json, sys; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_entry_loads_nothing_of_excel_and_nothing_slow() -> None:
    found = loaded_by("import ziping.excel.entry")
    assert found & (HEAVY | {"xlwings", "lxml"}) == set()


@pytest.mark.parametrize("id", ALLOWED)
def test_an_action_loads_only_what_it_needs(id: str) -> None:
    found = loaded_by(f"from ziping.excel.actions import action; action({id!r})")
    assert found & (HEAVY | {"xlwings"}) <= ALLOWED[id]


def test_excels_own_objects_are_used_in_one_place() -> None:
    """``.api`` differs from version to version of Excel; what stands outside com.py runs on any engine of xlwings."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in ROOT.glob("*.py")
        if path.name != "com.py"
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Attribute) and node.attr == "api"
    ]
    assert found == []
