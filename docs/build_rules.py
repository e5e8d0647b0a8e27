"""Write docs/rules from the catalogue: ``python docs/build_rules.py``."""

from __future__ import annotations

from pathlib import Path

from ziping.checks.catalogue import catalogue
from ziping.checks.pages import index, page

RULES = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """File name → content of every page, the index included."""
    return {"README.md": index(), **{f"{code}.md": page(code) for code in catalogue()}}


def build(folder: Path = RULES) -> None:
    """Write all pages and remove those of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    build()
