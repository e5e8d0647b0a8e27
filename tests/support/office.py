"""LibreOffice as the second opinion: it recalculates workbooks, prints them, and shows them as pictures."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple
from xml.sax.saxutils import escape

from support.outside import run

# Stored results are never believed (0 = always recalculate), and the locale is that of the users' Excel.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop>
</item>
</oor:items>
"""

# Named, because LibreOffice opens a broken workbook as plain text instead of refusing it.
_READ_AS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".docx": "MS Word 2007 XML",
}

# A Basic library with one module: the profile's own macros run without asking.
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" \
library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">\
<library:library library:name="Standard" library:link="false"/></library:libraries>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">\
{source}</script:module>
"""
_MAIN = """
Sub Main()
  On Error GoTo Failed
{calls}
  StarDesktop.terminate()
  Exit Sub
Failed:
  report = FreeFile
  Open {report} For Output As #report
  Print #report, Error & " (line " & Erl & ")"
  Close #report
  StarDesktop.terminate()
End Sub
"""
_EDIT = """
Sub Edit{number}()
  Dim opening(1) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  opening(1).Name = "FilterName"
  opening(1).Value = {read_as}
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = {save_as}
  book = StarDesktop.loadComponentFromURL({source}, "_blank", 0, opening())
  {steps}
  book.calculateAll()
  book.storeToURL({target}, saving())
  book.close(True)
End Sub
"""

_PROGRAMS = {
    "soffice": "libreoffice",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "fc-list": "fontconfig",
}


class OfficeError(AssertionError):
    """LibreOffice or poppler could not do what a test asked for."""


class Edited(NamedTuple):
    """A workbook to be changed by hand: ``steps`` are lines of LibreOffice Basic about the open document ``book``."""

    source: Path
    target: Path
    steps: Sequence[str]


class Office:
    """LibreOffice with a profile of its own, so that several test workers can run it at the same time.

    Starting it takes about a second: pass many files to one call.
    """

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._has_presets = False
        settings = profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_PROFILE, encoding="utf-8")

    @staticmethod
    def missing() -> str | None:
        """What this machine lacks, as a sentence; None where everything is there."""
        for program, package in _PROGRAMS.items():
            if shutil.which(program) is None:
                return f"没有 {program}，请安装 {package}"
        if not run(["fc-list", ":lang=zh", "file"], timeout=60).stdout.strip():
            return "没有中文字体，请安装 fonts-noto-cjk"
        return None

    def recalculate(self, paths: Iterable[Path], out: Path) -> list[Path]:
        """The same workbooks, saved by LibreOffice to ``out`` with every formula computed afresh."""
        return self._convert(list(paths), "xlsx", out)

    def pdf(self, paths: Iterable[Path], out: Path) -> list[Path]:
        """Workbooks and documents as they print, as PDF in ``out``."""
        return self._convert(list(paths), "pdf", out)

    def pictures(self, pdf: Path, out: Path, dpi: int = 80) -> list[Path]:
        """One PNG per page of ``pdf``, in page order."""
        out.mkdir(parents=True, exist_ok=True)
        _poppler(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(out / pdf.stem)])
        return sorted(out.glob(f"{pdf.stem}-*.png"))

    def text(self, pdf: Path) -> str:
        """The text of ``pdf``, columns kept side by side."""
        return _poppler(["pdftotext", "-layout", str(pdf), "-"])

    def edit(self, jobs: Iterable[Edited]) -> None:
        """Open each workbook, do its steps as a person would, and save it under its new name."""
        jobs = list(jobs)
        basic = self._profile / "user" / "basic"
        report = self._profile / "failed.txt"
        report.unlink(missing_ok=True)
        subs = [_macro(number, job) for number, job in enumerate(jobs)]
        calls = "\n".join(f"  Edit{number}()" for number in range(len(jobs)))
        source = "".join(subs) + _MAIN.format(calls=calls, report=quoted(str(report)))
        if not self._has_presets:
            # The first start of a profile fills it with presets, over any macros that are there.
            self._start("--terminate_after_init", timeout=120)
            self._has_presets = True
        (basic / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
        (basic / "Standard" / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (basic / "Standard" / "Module1.xba").write_text(_MODULE.format(source=escape(source)), encoding="utf-8")
        for job in jobs:
            job.target.parent.mkdir(parents=True, exist_ok=True)
            job.target.unlink(missing_ok=True)
        result = self._start("macro:///Standard.Module1.Main", timeout=120 + 10 * len(jobs))
        said = report.read_text(encoding="utf-8") if report.exists() else ""
        lost = [job.target.name for job in jobs if not job.target.exists()]
        if said or lost:
            raise OfficeError(f"LibreOffice 未能改好 {'、'.join(lost)}：{said}{result.stdout}{result.stderr}")

    def _start(self, *arguments: str, timeout: float) -> CompletedProcess[str]:
        profile = f"-env:UserInstallation={self._profile.as_uri()}"
        return run(["soffice", profile, "--headless", "--norestore", *arguments], timeout=timeout)

    def _convert(self, paths: Sequence[Path], to: str, out: Path) -> list[Path]:
        clashes = [stem for stem, count in Counter(path.stem for path in paths).items() if count > 1]
        if clashes:
            raise ValueError(f"several files would become {clashes[0]}.{to}")
        by_filter = defaultdict(list)
        for path in paths:
            by_filter[_READ_AS[path.suffix.lower()]].append(path)
        for read_as, group in by_filter.items():
            self._call(read_as, group, to, out)
        return [out / f"{path.stem}.{to}" for path in paths]

    def _call(self, read_as: str, paths: Sequence[Path], to: str, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        targets = [out / f"{path.stem}.{to}" for path in paths]
        for path, target in zip(paths, targets, strict=True):
            if target.exists() and not target.samefile(path):
                target.unlink()
        arguments = [f"--infilter={read_as}", "--convert-to", to, "--outdir", str(out), *map(str, paths)]
        result = self._start(*arguments, timeout=120 + 10 * len(paths))
        lost = [path.name for path, target in zip(paths, targets, strict=True) if not target.exists()]
        if result.returncode or lost:
            raise OfficeError(f"LibreOffice 未能转换 {'、'.join(lost) or to}：{result.stdout}{result.stderr}")


def quoted(text: str) -> str:
    """A text as Basic writes it."""
    lines = ['"' + line.replace('"', '""') + '"' for line in text.split("\n")]
    return " & Chr(10) & ".join(lines)


def _macro(number: int, job: Edited) -> str:
    read_as, save_as = (quoted(_READ_AS[path.suffix.lower()]) for path in (job.source, job.target))
    source, target = (quoted(path.resolve().as_uri()) for path in (job.source, job.target))
    return _EDIT.format(
        number=number, read_as=read_as, save_as=save_as, source=source, target=target, steps="\n  ".join(job.steps)
    )


def _poppler(command: list[str]) -> str:
    result = run(command, timeout=120)
    if result.returncode:
        raise OfficeError(f"{command[0]} 失败：{result.stderr}")
    return result.stdout
