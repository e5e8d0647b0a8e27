"""customUI14.xml, the ribbon tab ([MS-CUSTOMUI2], the schema of Office 2010 and later), from the registry."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from ziping.excel.registry import BUTTONS, TAB, Button
from ziping.forms.template import TemplateSpec, load_template, template_ids

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACKS = "ZpRibbon"
"""The VBA module of the callbacks; named with them, so that another add-in's procedure is never called."""


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
    for region, specs in groupby(sorted(_templates(), key=_place), key=lambda spec: spec.region):
        items = list(specs)
        ET.SubElement(menu, "menuSeparator", id=f"{_item_id(button, items[0])}_region", title=region)
        for spec in items:
            _add_item(menu, button, spec)
    ET.SubElement(menu, "menuSeparator", id=f"zp_{button.id}_separator")
    ET.SubElement(menu, "button", id=f"zp_{button.id}_other", label=button.other, onAction=_callback(button))


def _add_item(menu: ET.Element, button: Button, spec: TemplateSpec) -> None:
    """An item of a menu; the callback hands the tag, the id of the template, to Python."""
    checked = "已同原文核对" if spec.status == "confirmed" else "待核：还没有同原文核对"
    said = {"id": _item_id(button, spec), "label": f"{spec.title} {spec.year} 版", "tag": spec.id}
    said |= {"screentip": f"{spec.region} {spec.year} 年", "supertip": f"{spec.document}。{checked}。"}
    ET.SubElement(menu, "button", said, onAction=_callback(button))


def _templates() -> list[TemplateSpec]:
    return [load_template(id) for id in template_ids()]


def _place(spec: TemplateSpec) -> tuple[bool, str, str]:
    """The national forms first, then the regions one after the other."""
    return spec.region != "全国", spec.region, spec.id


def _item_id(button: Button, spec: TemplateSpec) -> str:
    return f"zp_{button.id}_{spec.id.replace('-', '_')}"


def _callback(button: Button) -> str:
    return f"{CALLBACKS}.{button.procedure}"
