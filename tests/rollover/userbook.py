"""A workbook as a unit keeps it: our form with a picture, a chart, a text box and a comment, among sheets and macros of
its own."""

from __future__ import annotations

import re
from functools import cache

from forms.workbooks import SHEET, training
from ooxml.builders import parts_of, rich_workbook, vba_project, zipped
from ziping.ooxml.graft import graft_sheet

_RELATIONS = "xl/worksheets/_rels/{sheet}.xml.rels"


@cache
def userbook() -> bytes:
    """The .xlsm; the drawing and the comment of the unit's own sheet stand on our form too."""
    data = graft_sheet(rich_workbook(vba_project()), training(), SHEET)
    parts = dict(parts_of(data))
    form, own = _part(parts, SHEET), _part(parts, "自评表")
    relations = _text(parts[_RELATIONS.format(sheet=own)])
    kinds = ("drawing", "comments", "vmlDrawing")
    found = {
        kind: re.search(rf'<Relationship Id="(\w+)" Type="[^"]*/{kind}" Target="\.\./([^"]+)"/>', relations)
        for kind in kinds
    }
    copied = ""
    types = ""
    for number, kind in enumerate(kinds, 1):
        match = found[kind]
        assert match
        path = f"xl/{match[2]}"
        target = re.sub(r"\d+(?=\.)", "77", match[2])
        parts[f"xl/{target}"] = parts[path]
        folder, _, file = path.rpartition("/")
        new_folder, _, new_file = f"xl/{target}".rpartition("/")
        if f"{folder}/_rels/{file}.rels" in parts:
            parts[f"{new_folder}/_rels/{new_file}.rels"] = parts[f"{folder}/_rels/{file}.rels"]
        copied += match[0].replace(match[1], f"rId{number}").replace(match[2], target)
        types += _override(_text(parts["[Content_Types].xml"]), path, f"xl/{target}")
    parts[_RELATIONS.format(sheet=form)] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.'
        f'org/package/2006/relationships">{copied}</Relationships>'
    )
    sheet = _text(parts[f"xl/worksheets/{form}.xml"])
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    drawn = f'<drawing {space} r:id="rId1"/><legacyDrawing {space} r:id="rId3"/></worksheet>'
    parts[f"xl/worksheets/{form}.xml"] = sheet.replace("</worksheet>", drawn)
    parts["[Content_Types].xml"] = _text(parts["[Content_Types].xml"]).replace("</Types>", f"{types}</Types>")
    return zipped(parts)


def _part(parts: dict[str, bytes | str], sheet: str) -> str:
    """The name of a sheet's part, without folder and ending."""
    book, relations = _text(parts["xl/workbook.xml"]), _text(parts["xl/_rels/workbook.xml.rels"])
    id = re.search(rf'<sheet name="{sheet}"[^>]*r:id="(\w+)"', book)
    assert id
    match = re.search(rf'<Relationship Id="{id[1]}"[^>]*Target="worksheets/(\w+)\.xml"', relations)
    assert match
    return match[1]


def _override(types: str, path: str, target: str) -> str:
    match = re.search(rf'<Override PartName="/{re.escape(path)}"[^>]*/>', types)
    return match[0].replace(path, target) if match else ""


def _text(part: bytes | str) -> str:
    return part.decode("utf-8") if isinstance(part, bytes) else part
