"""The Python behind the add-in ends without harm to any Excel, and says why it could not begin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STAND_INS = """
import atexit, sys, types
import xlwings
windows = types.ModuleType("xlwings._xlwindows")
@atexit.register
def cleanup():
    print("every Excel without a window is killed")
windows.cleanup = cleanup
sys.modules["xlwings._xlwindows"] = windows
xlwings.serve = lambda clsid: print("serves", clsid)
"""


def said(code: str, folder: Path) -> tuple[int, str]:
    log = f"from ziping import log; log.log_path = lambda: __import__('pathlib').Path({str(folder / 'log.txt')!r})\n"
    done = subprocess.run([sys.executable, "-c", STAND_INS + log + code], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


def test_its_end_kills_no_excel(tmp_path: Path) -> None:
    """xlwings ends every Excel that shows no workbook: another program's, or one that is just closing and saving."""
    code = "import ziping.excel.server; ziping.excel.server.serve('{1}')"
    assert said(code, tmp_path) == (0, "serves {1}")
    assert said("", tmp_path) == (0, "every Excel without a window is killed")


def test_why_it_could_not_begin_is_in_the_log(tmp_path: Path) -> None:
    code = "del windows.cleanup; import ziping.excel.server; ziping.excel.server.serve('{1}')"
    assert said(code, tmp_path)[0] == 1
    assert "AttributeError" in (tmp_path / "log.txt").read_text(encoding="utf-8")
