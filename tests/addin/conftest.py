"""The add-in as its sources make it now. The package that makes it lies beside them, not among the installed ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ADDIN = Path(__file__).parents[2] / "addin"
sys.path.insert(0, str(ADDIN))


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    """Path under ``addin`` → content, of everything that the build command writes."""
    from xlam.sources import generated

    return generated()


@pytest.fixture(scope="session")
def xlam(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / "ziping.xlam"
    path.write_bytes(made["ziping.xlam"])
    return path
