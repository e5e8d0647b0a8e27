"""Make the Excel add-in from its sources: ``uv run python addin/build.py``.

Writes ribbon/, the generated modules of vba/ and ziping.xlam; the same sources give the same bytes.
"""

from __future__ import annotations

from xlam.sources import FOLDER, generated


def build() -> None:
    for name, content in generated().items():
        path = FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    build()
