"""New parts of a package: their names, their content types, and the workbook's relationships to them."""

from __future__ import annotations

from itertools import chain, count
from typing import NamedTuple

from ziping.ooxml.namespaces import office_namespace
from ziping.ooxml.package import Package, key, relationships_part
from ziping.ooxml.recalc import CONTENT_TYPES
from ziping.ooxml.stylesheet import StyleTransfer
from ziping.ooxml.tags import Splice, spliced, with_attribute
from ziping.ooxml.tree import Tree

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"


class NewPart(NamedTuple):
    """A part to come: ``kind`` is the last word of its relationship's type, ``target`` its path from the workbook."""

    kind: str
    target: str
    content: bytes


def free_target(package: Package, stem: str, first: str | int = 1) -> str:
    """worksheets/sheet → worksheets/sheet7.xml, the first number that no part has; ``first`` may be “”."""
    targets = (f"{stem}{number}.xml" for number in chain([first], count(2)))
    return next(target for target in targets if key(entry_name(package, target)) not in package.entries)


def entry_name(package: Package, target: str) -> str:
    """The name in the zip of a part given by its path from the workbook."""
    folder = package.entries[package.workbook].filename.replace("\\", "/").rpartition("/")[0]
    return f"{folder}/{target}".lstrip("/")


def additions(
    package: Package, styles: StyleTransfer, *new: NewPart
) -> tuple[dict[str, bytes], dict[str, bytes], list[str]]:
    """What taking over styles and ``new`` parts changes: changed parts, new entries, relationship ids of ``new``."""
    changed: dict[str, bytes] = {}
    parts = list(new)
    written = styles.written()
    if styles.part is None:
        parts.append(NewPart("styles", free_target(package, "styles", ""), written))
    elif written != package.xml(styles.part):
        changed[styles.part] = written
    if not parts:
        return changed, {}, []
    lists, ids = _registered(package, parts)
    return changed | lists, {entry_name(package, part.target): part.content for part in parts}, ids


def _registered(package: Package, parts: list[NewPart]) -> tuple[dict[str, bytes], list[str]]:
    """The changed list of content types and relationships of the workbook, and the new parts' relationship ids."""
    office = office_namespace(package)
    types, rels = (
        Tree(package.xml(part), package.name, part) for part in (CONTENT_TYPES, relationships_part(package.workbook))
    )
    taken = {child.attributes.get("Id", "").lower() for child in rels.root.children}
    free = (f"rId{number}" for number in count(1) if f"rid{number}" not in taken)
    ids = [next(free) for _ in parts]
    relations = "".join(
        f'<Relationship Id="{id}" Type="{office}/{part.kind}" Target="{part.target}"/>'
        for id, part in zip(ids, parts, strict=True)
    )
    splices: list[Splice] = []
    missing = b""
    for part in parts:
        name, kind = entry_name(package, part.target), _TYPE.format(kind=part.kind).encode()
        listed = [child for child in types.root.children if key(child.attributes.get("PartName", "")) == key(name)]
        splices += [(c.start, c.inner, with_attribute(types.tag(c), b"ContentType", kind)) for c in listed]
        if not listed:
            missing += b'<Override PartName="/%b" ContentType="%b"/>' % (name.encode(), kind)
    splices += types.appended(types.root, missing) if missing else []
    changed = {
        CONTENT_TYPES: spliced(types.xml, splices),
        relationships_part(package.workbook): spliced(rels.xml, rels.appended(rels.root, relations.encode())),
    }
    return changed, ids
