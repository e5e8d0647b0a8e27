"""Draw the pictures of README and manual: ``uv run python docs/build_pictures.py`` (needs LibreOffice and poppler).

The pictures are what the demo's own workbook and report look like. ``images/sources.json`` remembers what they were
drawn from, so a test sees when they are out of date.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from datetime import date, datetime, timezone
from pathlib import Path

from PIL import Image, ImageChops

from ziping import api
from ziping.forms.builder import build_workbook, form_page
from ziping.forms.listing import with_results
from ziping.forms.samples import DEMO, load_sample, read_filled
from ziping.forms.spec import load_form
from ziping.forms.writer import write_workbook
from ziping.standards.loader import load_standard

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SOURCES = IMAGES / "sources.json"
DAY = date(2022, 2, 28)
CHECKED = datetime(2022, 2, 28, 9, 30, tzinfo=timezone.utc)
LIST = "点位置可以跳到"
"""What stands on the page of the findings."""
FIRST = {"import": "导入报告"}
"""What stands on the page that is shown, where that is not the first one."""


def sources() -> dict[str, bytes]:
    """Picture stem → the file it is drawn from."""
    sample = load_sample(DEMO)
    workbook = build_workbook(sample.form, sample)
    spec = load_form("national-project-2020")
    # The whole screen, entry area included, is what a user sees; on paper only the form itself appears.
    page = form_page(spec, load_standard(spec.standard), read_filled(ROOT / "docs" / "example.yaml"))
    page.printed, page.landscape = len(page.widths), True
    screen = write_workbook([page], title=spec.title, first=spec.sheet)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.xlsx"
        path.write_bytes(workbook)
        report = api.report(api.load(path), day=DAY)
        checked = with_results(workbook, api.check_book(api.load_workbook(path)), CHECKED, path.name)
        example = read_filled(ROOT / "docs" / "example.yaml")
        path.write_bytes(build_workbook(example.form, example))
        carried = api.rollover(path, (example.year or 0) + 1).data
        foreign = Path(folder) / "外来的表.docx"
        foreign.write_bytes(foreign_table())
        imported = api.import_table(foreign).data
    return {
        "sheet.xlsx": checked,
        "screen.xlsx": screen,
        "report.docx": report,
        "rollover.xlsx": carried,
        "import.xlsx": imported,
    }


def foreign_table() -> bytes:
    """A published table as somebody wrote it in Word, with a note below."""
    from importing.corpus import drawn, tables
    from importing.drawn import word

    paper = drawn(tables("tables")["T006"])
    paper.below = ["注：本表数据由乡镇逐级上报汇总。"]
    return word(paper)


def on_screen(path: Path) -> None:
    """Lets everything of the first sheet print, without the entry cells between the form and last year's figures."""
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    first, last = (next(sheet.defined_names[f"zp_ind_{id}"].destinations)[1] for id in ("sign", "advice"))
    for column in range(sheet[first][0][0].column, sheet[last][0][0].column + 1):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.print_area = None
    sheet.page_setup.orientation = "landscape"
    book.save(path)


def digests() -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in sources().items()}


def cropped(page: Image.Image) -> Image.Image:
    """The page without its empty margins."""
    page = page.convert("RGB")
    drawn = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, *page.size)
    left, top, right, bottom = drawn
    return page.crop((max(left - 20, 0), max(top - 20, 0), min(right + 20, page.width), min(bottom + 20, page.height)))


def build() -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    from support.office import Office

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = Office(folder / "profile")
        files = []
        for file, data in sources().items():
            (folder / file).write_bytes(data)
            files.append(folder / file)
        on_screen(folder / "rollover.xlsx")
        for pdf in office.pdf(files, folder / "pdf"):
            pages = office.pictures(pdf, folder / "png", dpi=100)
            texts = ["".join(text.split()) for text in office.text(pdf).split("\f")]
            shown = next(n for n, text in enumerate(texts) if FIRST.get(pdf.stem, "") in text)
            cropped(Image.open(pages[shown])).save(IMAGES / f"{pdf.stem}.png", optimize=True)
            if pdf.stem == "sheet":
                listed = next(n for n, text in enumerate(texts) if LIST in text)
                cropped(Image.open(pages[listed])).save(IMAGES / "results.png", optimize=True)
    SOURCES.write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build()
