"""Everything the add-in is made of, by its path under ``addin``: read from there or generated."""

from __future__ import annotations

from pathlib import Path

from xlam.callbacks import HELP, callbacks, wizard_help
from xlam.modules import Module
from xlam.package import addin
from xlam.project import vba_project
from xlam.ribbon import CALLBACKS, ribbon
from xlam.runtime import NAME as RUNTIME
from xlam.runtime import licence, runtime
from xlam.workbook import CODE_NAMES, workbook
from xlam.wrappers import NAME as WRAPPERS
from xlam.wrappers import wrappers

FOLDER = Path(__file__).parents[1]
PROJECT = "Ziping"
"""The name of the VBA project."""


def modules() -> list[Module]:
    """The modules of the project, those of workbook and sheets first."""
    this_workbook, *sheets = CODE_NAMES
    return [
        Module(this_workbook, "document", (FOLDER / "vba" / "ThisWorkbook.cls").read_text("ascii")),
        *(Module(sheet, "document") for sheet in sheets),
        Module(CALLBACKS, "standard", callbacks()),
        Module(HELP, "standard", wizard_help()),
        Module(WRAPPERS, "standard", wrappers()),
        Module(RUNTIME, "standard", runtime()),
    ]


def generated() -> dict[str, bytes]:
    """Path under ``addin`` → content, of everything that is made here, the add-in last."""
    made, tab = modules(), ribbon()
    ours = [module for module in made if module.kind == "standard" and module.name != RUNTIME]
    return {
        **{f"vba/{module.name}.bas": module.source.encode() for module in ours},
        "LICENSE-xlwings.txt": licence().encode(),
        "ribbon/customUI14.xml": tab,
        "ziping.xlam": addin(workbook(vba_project(PROJECT, made)), tab),
    }
