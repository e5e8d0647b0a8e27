"""customUI14.xml, the ribbon tab ([MS-CUSTOMUI2], the schema of Office 2010 and later), from the registry."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from xml.etree import ElementTree as ET

from ziping.domain.standard import Standard
from ziping.excel.registry import BUTTONS, TAB, VALUES, Button
from ziping.forms.template import TemplateSpec, load_template, template_ids
from ziping.standards.loader import list_standards
from ziping.submitting.layouts import LayoutSpec, layout_ids, load_layout

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACKS = "ZpRibbon"
"""The VBA module of the callbacks; named with them, so that another add-in's procedure is never called."""

Record = TemplateSpec | Standard | LayoutSpec


def ribbon() -> bytes:
    """The tab with its groups and buttons, indented for reading."""
    root = ET.Element("customUI", xmlns=NAMESPACE)
    tabs = ET.SubElement(ET.SubElement(root, "ribbon"), "tabs")
    tab = ET.SubElement(tabs, "tab", id="zp_tab", label=TAB, insertAfterMso="TabHome", keytip="ZP")
    for number, (label, buttons) in enumerate(groupby(BUTTONS, key=lambda one: one.group), 1):
        group = ET.SubElement(tab, "group", id=f"zp_group_{number}", label=label)
        for button in buttons:
            _add(group, button)
    ET.indent(root, "  ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _add(group: ET.Element, button: Button) -> None:
    said = {"id": f"zp_{button.id}", "label": button.label, "imageMso": button.image}
    said |= {"size": "large" if button.large else "normal", "screentip": button.screentip, "supertip": button.help}
    if not button.menu:
        ET.SubElement(group, "button", said, onAction=_callback(button))
        return
    menu = ET.SubElement(group, "menu", said)
    if button.first:
        ET.SubElement(
            menu, "button", id=f"zp_{button.id}_first", label=button.first, tag=VALUES, onAction=_callback(button)
        )
    for region, records in groupby(sorted(_RECORDS[button.menu](), key=_place), key=lambda record: record.region):
        items = list(records)
        ET.SubElement(menu, "menuSeparator", id=f"{_item_id(button, items[0])}_region", title=region)
        for record in items:
            _add_item(menu, button, record)
    ET.SubElement(menu, "menuSeparator", id=f"zp_{button.id}_separator")
    ET.SubElement(menu, "button", id=f"zp_{button.id}_other", label=button.other, onAction=_callback(button))


def _add_item(menu: ET.Element, button: Button, record: Record) -> None:
    """An item of a menu; the callback hands the tag, the id of the record, to Python."""
    checked = "已同原文核对" if record.status == "confirmed" else "待核：还没有同原文核对"
    label = f"{record.title} {record.year} 版" if isinstance(record, TemplateSpec) else record.title
    said = {"id": _item_id(button, record), "label": label, "tag": record.id}
    said |= {"screentip": f"{record.region} {record.year} 年", "supertip": f"{record.document}。{checked}。"}
    ET.SubElement(menu, "button", said, onAction=_callback(button))


_RECORDS: dict[str, Callable[[], list[Record]]] = {
    "templates": lambda: [load_template(id) for id in template_ids()],
    "standards": lambda: [*list_standards()],
    "layouts": lambda: [load_layout(id) for id in layout_ids()],
}
"""What a menu lists."""


def _place(record: Record) -> tuple[bool, str, str]:
    """The national ones first, then the regions one after the other."""
    return record.region != "全国", record.region, record.id


def _item_id(button: Button, record: Record) -> str:
    return f"zp_{button.id}_{record.id.replace('-', '_')}"


def _callback(button: Button) -> str:
    return f"{CALLBACKS}.{button.procedure}"
