"""What stands on kept sheets and cannot be submitted: controls, and what is drawn beside a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ziping.ooxml.layout import Rectangle
from ziping.ooxml.package import Package
from ziping.ooxml.workbook import read_main
from ziping.submitting.drawings import outside

_CONTROL = re.compile(rb"ObjectType=[\"'](?!Note|Pict)\w")


def lost_objects(data: bytes, areas: Mapping[str, Rectangle | None], name: str) -> Iterator[str]:
    """What does not come along, in sentences; ``areas`` are the kept sheets with their cells."""
    package = Package(data, name)
    controls: list[str] = []
    drawn: list[str] = []
    for entry in read_main(package).sheets:
        if entry.name not in areas or entry.part is None:
            continue
        leads = [one for one in package.relationships(entry.part) if one.target in package.entries]
        forms = [package.read(one.target) for one in leads if one.kind == "vmlDrawing"]
        if any(one.kind == "ctrlProp" for one in leads) or any(_CONTROL.search(xml) for xml in forms):
            controls.append(entry.name)
        parts = [one.target for one in leads if one.kind == "drawing"]
        if any(outside(package.xml(part), part, areas[entry.name], name) for part in parts):
            drawn.append(entry.name)
    if controls:
        yield f"{_listed(controls)}里的按钮、复选框等控件没有带出；要上报的内容请改写在格子里。"
    if drawn:
        yield f"{_listed(drawn)}里画在打印区域以外的图片、文本框或图表没有带出；要上报的请移到打印区域里。"


def _listed(sheets: list[str]) -> str:
    return "、".join(f"“{sheet}”" for sheet in sheets)
