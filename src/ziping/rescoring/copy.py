"""A copy of a workbook under another standard: formulas, drop-downs, 依据 and the side-by-side; the rest untouched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ziping.domain.model import SelfEvaluation, Workbook
from ziping.domain.scoring import score_form
from ziping.domain.snapshot import Snapshot
from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.forms import names
from ziping.forms.inventory import place_of
from ziping.forms.rebased import with_basis
from ziping.forms.restandard import restandard
from ziping.forms.write import settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.titles import free_title
from ziping.packs import files
from ziping.rescoring.comparison import Comparison
from ziping.rescoring.page import PAGE, comparison_page
from ziping.standards.loader import load_standard

Form = tuple[SelfEvaluation, Standard]


class Copy(msgspec.Struct, frozen=True):
    """The new workbook, the sheet that holds the side-by-side, and what is still as it was, in sentences."""

    data: bytes
    sheet: str
    notes: tuple[str, ...]


def require_known(standard: Standard) -> None:
    """Raises ZipingError for a standard that a workbook cannot name: it is read again by its id."""
    if standard.id not in files("standards") or load_standard(standard.id) != standard:
        raise ZipingError(
            f"规则包“{standard.id}”是单独的文件，工作簿换用它以后别的电脑认不出；只比较请去掉 -o，"
            "要换用请先按手册把它放进地区文件夹（环境变量 ZIPING_REGIONS）。"
        )


def copy_under(data: bytes, comparisons: Sequence[Comparison], new: Standard, *, name: str) -> Copy:
    """``data`` with the compared forms under ``new``. Raises ZipingError for a standard a workbook cannot name and
    where a formula of ours cannot be replaced; ``name`` is what messages call the workbook."""
    require_known(new)
    forms = [(comparison.model, comparison.old) for comparison in comparisons]
    done = restandard(data, [*forms, *_targets(data, forms, name)], new, name=name)
    data = with_basis(done.data, {comparison.old.id for comparison in comparisons}, new, name=name)
    snapshot = read_bytes(data, name, name)
    page = comparison_page(comparisons, new, free_title(PAGE, _titles(snapshot)))
    donor = write_workbook([page], title="", first=page.sheet)
    data = graft_sheet(data, donor, page.sheet, name=name)
    typed = [place for comparison in comparisons for place in _typed(comparison, settle(snapshot)[1], new)]
    return Copy(data, page.sheet, tuple(_notes(done.kept, typed, snapshot)))


def _targets(data: bytes, forms: Sequence[Form], name: str) -> Iterator[Form]:
    """The target forms (绩效目标申报表) that go along: those under a standard that no self-evaluation has any more."""
    compared = {model.sheet for model, _ in forms}
    models = settle(read_bytes(data, name, name))[1].forms
    left = {model.standard for model in models if model.kind != "target" and model.sheet not in compared}
    rules = {old.id: old for _, old in forms}
    for model in models:
        if model.kind == "target" and model.standard in rules.keys() - left:
            yield model, rules[model.standard]


def _typed(comparison: Comparison, book: Workbook, new: Standard) -> Iterator[str]:
    """Cells of the copy in which somebody wrote a score, where the new standard gives another one."""
    form = book.form(comparison.model.sheet)
    if form is None or not form.scorable:
        return
    after, total = score_form(form, new), form.fund("total")
    found = [(row.indicator.score, row.result.score) for row in after.rows]
    found += [(total.score, after.execution.score)] if total else []
    for entry, points in (*found, (form.total, after.total)):
        written = entry.amount() if not entry.formula and entry.cell else None
        if None not in (written, points) and written != points:
            yield place_of(entry)


def _notes(kept: Sequence[str], typed: Sequence[str], snapshot: Snapshot) -> list[str]:
    notes = []
    if kept:
        notes.append(f"{_listed(kept)}的公式不是本工具的，没有改，仍按原来的算，请核对。")
    if typed:
        notes.append(f"{_listed(typed)}的得分是直接写的数，没有改，和新规则包算的不同，请核对。")
    if _was_checked(snapshot):
        notes.append("“校验结果”和格子上的标记还是按原规则包的，请对新文件再运行一次 ziping check --write。")
    return notes


def _listed(cells: Sequence[str]) -> str:
    return "、".join(cells[:5]) + ("等" if len(cells) > 5 else "") + f" {len(cells)} 格"


def _was_checked(snapshot: Snapshot) -> bool:
    """Whether the list of findings holds any."""
    code = names.column(names.FINDINGS, "code")
    area = next((name.area for name in snapshot.names if name.name == code and name.area), None)
    sheet = snapshot.sheet(area.sheet) if area else None
    if area is None or sheet is None:
        return False
    return any(cell.text and at[1] == area.left and at[0] > area.top for at, cell in sheet.cells.items())


def _titles(snapshot: Snapshot) -> list[str]:
    return [sheet.name for sheet in snapshot.sheets]
