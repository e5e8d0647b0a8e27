"""Clicks on the ribbon in a test's Excel, and what the workbook says before and after."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import xlwings as xw

from forms.workbooks import formula, text, training, with_cells
from support.livebook import Excel
from support.livebook_file import saved
from ziping.domain.snapshot import Snapshot
from ziping.errors import ZipingError
from ziping.excel.entry import run
from ziping.excel.registry import VALUES
from ziping.forms.builder import build_book, build_workbook
from ziping.forms.filled import Filled, FilledBook
from ziping.forms.results import RESULTS_SHEET
from ziping.forms.samples import book_ids, load_book, load_sample, sample_ids
from ziping.forms.template import load_template, template_ids
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes

TEMPLATES = template_ids()
SAMPLES = (*sample_ids(), *book_ids())
_BACKUP = re.compile(r".+\.备份-\d{8}-\d{6}(-\d)?\.xls[xm]")


ARGUMENTS = {"new": TEMPLATES[0], "rescore": "national-2021", "submit": VALUES}
"""What an item in the menu of a button brings along."""


class Desk(NamedTuple):
    """A running Excel, the user's folder and what happens outside Excel."""

    excel: Excel
    folder: Path
    log: Path
    documents: Path
    opened: list[Path]

    def put(self, data: bytes, name: str = "自评表.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def open(self, data: bytes, name: str = "自评表.xlsx") -> xw.Book:
        """A workbook that the user has opened and clicks in."""
        book = self.excel.open(self.put(data, name))
        self.excel.click_in(book)
        return book

    def click(self, id: str, argument: str = "") -> str:
        """The one message at the end of a click, "" where the user ended it himself."""
        before = len(self.excel.alerts)
        self.excel.hand_over()
        run(id, argument)
        told = self.excel.alerts[before:]
        assert len(told) <= 1, told
        return told[0][0] if told else ""

    def backups(self) -> list[Path]:
        return [path for path in sorted(self.folder.iterdir()) if _BACKUP.fullmatch(path.name)]


TYPED = with_cells(training(), {"E13": text("不少于150人次"), "H18": formula("5*0.93", "4.65")})
WRONG = with_cells(training(), {"E17": text("优良中差"), "H17": text("30")})
"""Workbooks that scoring changes, and that the check objects to."""


@cache
def empty(id: str) -> bytes:
    """The workbook of a template as 新建 makes it."""
    first = load_template(id).sheets[0]
    filled = Filled(form=first.form, key=first.key, year=2025, fields={"unit": "某区教育局"})
    return build_book(FilledBook(template=id, review=True, sheets=(filled,)))


@cache
def filled(id: str) -> bytes:
    """A shipped sample."""
    if id in book_ids():
        return build_book(load_book(id))
    sample = load_sample(id)
    return build_workbook(sample.form, sample)


def workbook(id: str) -> bytes:
    return empty(id) if id in TEMPLATES else filled(id)


EVERY = (*(f"filled {id}" for id in SAMPLES), *(f"empty {id}" for id in TEMPLATES))
"""Every sample and every template; a sample may be called as its template."""


def made(one: str) -> bytes:
    """The workbook of a name in EVERY."""
    kind, id = one.split()
    return filled(id) if kind == "filled" else empty(id)


def read(path: Path | xw.Book) -> Snapshot:
    """A file, or an open workbook as saved now, as it shows after recalculation."""
    data = path.read_bytes() if isinstance(path, Path) else path.impl.bytes()
    snapshot = read_bytes(data, "")
    try:
        return settle(snapshot)[0]
    except ZipingError:
        return snapshot


def unlike(one: Snapshot, other: Snapshot) -> dict[str, tuple[Any, Any]]:
    """The cells, merges and names in which two workbooks differ; the moment of a check and styles are left out."""
    here, there = _said(one), _said(other)
    return {key: (here.get(key), there.get(key)) for key in here | there if here.get(key) != there.get(key)}


def _said(snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for sheet in snapshot.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.text or cell.formula or cell.error:
                text = re.sub(r"^\d+年\d+月\d+日 \d\d:\d\d 校验", "", cell.text)
                number = None if cell.number is None else round(cell.number, 12)
                formula = (cell.formula or "").lstrip("=")
                found[f"{sheet.name}!R{row}C{column}"] = (text, number, cell.error, formula)
        found[f"{sheet.name} merges"] = sorted(sheet.merges)
    ours = (name for name in snapshot.names if name.name.startswith("zp_"))
    return found | {f"{name.scope} {name.name}": (name.area, name.constant) for name in ours}


def without_list(data: bytes) -> bytes:
    """The workbook after the user has deleted the sheet."""
    both = [openpyxl.load_workbook(BytesIO(data), data_only=shown) for shown in (False, True)]
    for book in both:
        del book[RESULTS_SHEET]
        for name in [name for name, one in book.defined_names.items() if RESULTS_SHEET in one.attr_text]:
            del book.defined_names[name]
    return saved(both[0], both[1])
