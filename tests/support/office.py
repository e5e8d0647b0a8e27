"""LibreOffice as the second opinion: it recalculates workbooks, prints them, and shows them as pictures."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

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

_PROGRAMS = {
    "soffice": "libreoffice",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "fc-list": "fontconfig",
}


class OfficeError(AssertionError):
    """LibreOffice or poppler could not do what a test asked for."""


class Office:
    """LibreOffice with a profile of its own, so that several test workers can run it at the same time.

    Starting it takes about a second: pass many files to one call.
    """

    def __init__(self, profile: Path) -> None:
        self._profile = profile
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
        result = run(
            [
                "soffice",
                f"-env:UserInstallation={self._profile.as_uri()}",
                "--headless",
                "--norestore",
                f"--infilter={read_as}",
                *("--convert-to", to),
                *("--outdir", str(out)),
                *map(str, paths),
            ],
            timeout=120 + 10 * len(paths),
        )
        lost = [path.name for path, target in zip(paths, targets, strict=True) if not target.exists()]
        if result.returncode or lost:
            raise OfficeError(f"LibreOffice 未能转换 {'、'.join(lost) or to}：{result.stdout}{result.stderr}")


def _poppler(command: list[str]) -> str:
    result = run(command, timeout=120)
    if result.returncode:
        raise OfficeError(f"{command[0]} 失败：{result.stderr}")
    return result.stdout
