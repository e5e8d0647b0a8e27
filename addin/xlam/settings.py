"""The settings sheet ``ziping.conf`` that xlwings' VBA module reads: complete, so that it looks for no other file."""

from __future__ import annotations

from xlam.runtime import PROJECT
from ziping.excel.registry import UDF_MODULE

SHEET = f"{PROJECT}.conf"
INTERPRETER = rf"%LOCALAPPDATA%\{PROJECT}\python\pythonw.exe"
"""Where the installer puts Python, unless it notes another place (see vba/ThisWorkbook.cls)."""

SETTINGS: tuple[tuple[str, str | bool], ...] = (
    ("INTERPRETER_WIN", INTERPRETER),  # stands first: ThisWorkbook fills in B1
    ("INTERPRETER_MAC", ""),
    ("INTERPRETER", INTERPRETER),
    ("PYTHONPATH", ""),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "false"),
    ("UDF MODULES", UDF_MODULE),
    ("USE UDF SERVER", True),
    ("DEBUG UDFS", False),
    ("SHOW CONSOLE", False),
    ("SHOW_ERROR_POPUPS", "True"),
    ("TEMP DIR", "%TEMP%"),
    ("CONDA PATH", ""),
    ("CONDA ENV", ""),
    ("LICENSE_KEY", ""),
    ("ONEDRIVE_CONSUMER_MAC", ""),
    ("ONEDRIVE_COMMERCIAL_MAC", ""),
    ("SHAREPOINT_MAC", ""),
    ("ONEDRIVE_CONSUMER_WIN", ""),
    ("ONEDRIVE_COMMERCIAL_WIN", ""),
    ("SHAREPOINT_WIN", ""),
)
