"""docs/rules is what the catalogue says today; rebuild it with ``python docs/build_rules.py``."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
BUILD = runpy.run_path(str(DOCS / "build_rules.py"))


def test_the_pages_are_up_to_date() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "rules").glob("*.md")}
    assert written == BUILD["pages"]()


def test_building_removes_the_page_of_a_rule_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "R00.md").write_text("gone", encoding="utf-8")
    BUILD["build"](tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(BUILD["pages"]())
