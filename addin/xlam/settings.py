"""The settings sheet ``ziping.conf`` that xlwings' VBA module reads: the one setting that is left."""

from __future__ import annotations

from xlam.runtime import PROJECT

SHEET = f"{PROJECT}.conf"
INTERPRETER = rf"\{PROJECT}\python\pythonw.exe"
"""Where the installer puts Python under %LOCALAPPDATA%, unless it notes another place; vba/ThisWorkbook.cls makes the
whole path of it."""

SETTINGS = (("INTERPRETER_WIN", INTERPRETER),)  # stands first: ThisWorkbook fills in B1
