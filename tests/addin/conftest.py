"""The add-in as its sources make it now. The package that makes it lies beside them, not among the installed ones."""

from __future__ import annotations

import io
import sys
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest

with warnings.catch_warnings():  # oletools calls its parser by names that are going out of use
    warnings.simplefilter("ignore", DeprecationWarning)
    import oletools.olevba  # noqa: F401

ADDIN = Path(__file__).parents[2] / "addin"
sys.path.insert(0, str(ADDIN))

from xlam.sources import generated  # noqa: E402


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    """Path under ``addin`` → content, of everything that the build command writes."""
    return generated()


@pytest.fixture(scope="session")
def addin_file(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / "ziping.xlam"
    path.write_bytes(made["ziping.xlam"])
    return path


@pytest.fixture(scope="session")
def book(addin_file: Path) -> openpyxl.Workbook:
    """The workbook in the add-in; openpyxl reads it only under another content type."""
    out = io.BytesIO()
    with zipfile.ZipFile(addin_file) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"ms-excel.addin.macroEnabled", b"ms-excel.sheet.macroEnabled"))
    return openpyxl.load_workbook(out)
