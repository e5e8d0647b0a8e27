"""A workbook carried over to the next year in its own form: the file with the changes of its plan."""

from __future__ import annotations

import msgspec

from ziping.domain.model import Workbook
from ziping.domain.rollover import Change
from ziping.domain.snapshot import Snapshot
from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.forms import names
from ziping.forms.beside import RESULTS
from ziping.forms.places import Places
from ziping.forms.rebased import with_basis
from ziping.forms.restandard import restandard
from ziping.forms.template import load_template
from ziping.forms.write import cached_values, settle
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.rolling.beside import with_strips
from ziping.rolling.history import strips
from ziping.rolling.migrate import migrated
from ziping.rolling.plan import Plan, plan
from ziping.rolling.ruling import ruled, split
from ziping.rolling.weighing import weighed
from ziping.standards.loader import load_standard


class Carried(msgspec.Struct, frozen=True):
    """A workbook of the new year: ``data`` is the file, ``changes`` what is different in it. ``migrated``: it is a new
    .xlsx in another form; else it is of the same kind as the file it was made from."""

    year: int
    to: int
    data: bytes
    changes: tuple[Change, ...]
    migrated: bool = False


def planned(data: bytes, to: int, *, source: str, name: str) -> tuple[Snapshot, Workbook, Plan]:
    """What the workbook holds, and what becomes of it in the year ``to``; nothing is written. Raises ZipingError for a
    workbook that is none of ours, that is damaged, or whose year does not come before ``to``."""
    snapshot, book = settle(read_bytes(data, source, name))
    found = plan(snapshot, book, to)
    _, told = strips(snapshot, book, found.year)
    return snapshot, book, msgspec.structs.replace(found, changes=(*found.changes, *told))


def carried(
    data: bytes, to: int, *, source: str, name: str, template: str | None = None, standard: str | None = None
) -> Carried:
    """The workbook in the year ``to``. Parts that nothing changes in keep their bytes, unless it goes into the form of
    another ``template``. Raises as :func:`planned`, and for an unknown template or standard."""
    spec = load_template(template) if template else None
    rules = load_standard(standard) if standard else None
    snapshot, book, found = planned(data, to, source=source, name=name)
    if spec is not None and {sheet.form for sheet in spec.sheets} != {form.form for form in book.forms}:
        moved = migrated(data, snapshot, book, found, spec, standard, name=name)
        return Carried(found.year, to, moved.data, moved.changes, migrated=True)
    _require_entries(snapshot, book, name)
    new = patch_workbook(data, found.edits, name=name, heights=found.heights)
    beside, _ = strips(snapshot, book, found.year)
    new = with_strips(new, snapshot, book, beside, name=name)
    told: list[Change] = []
    if rules is not None:
        new, told = _under(new, rules, name)
    before = read_bytes(new, source, name)
    new = patch_workbook(new, cached_values(before, settle(before)[0]), name=name)
    return Carried(found.year, to, new, (*found.changes, *told))


def _require_entries(snapshot: Snapshot, book: Workbook, name: str) -> None:
    """Raises ZipingError for a 上报版, which has lost the entry cells beside its forms: nobody could fill it in."""
    for form in book.forms:
        sheet = snapshot.sheet(form.sheet)
        places = Places(snapshot, sheet) if sheet else None
        found = [places.find(names.column(block, RESULTS[0].id)) for block in form.blocks] if places else []
        heads = [(area.top, area.left) for area in found if area]
        if sheet and heads and not any(at in sheet.cells for at in heads):
            raise ZipingError(
                f"“{name}”的“{form.sheet}”没有右边的填报区，像是上报版，不能结转；请用原来的工作簿，"
                "找不到了就先把它导入（ziping import）成能填的工作簿。"
            )


def _under(data: bytes, rules: Standard, name: str) -> tuple[bytes, list[Change]]:
    """The workbook under another standard, its weights proposed by it."""
    before, book = settle(read_bytes(data, name, name))
    old = {form.sheet: form.standard for form in book.forms}
    changed = restandard(data, [(form, load_standard(form.standard)) for form in book.forms], rules, name=name)
    new = with_basis(changed.data, set(old.values()), rules, name=name)
    after, rated = settle(read_bytes(new, name, name))
    edits, told = weighed(rated, old)
    note = "公式是自己改过的，没有换成新规则包的"
    kept = [Change("kept", place, "计分公式", "", note=note) for place in changed.kept]
    moved = [*ruled(before, after, book, rated), *split(book, rated)]
    return patch_workbook(new, edits, name=name), [*moved, *kept, *told]
