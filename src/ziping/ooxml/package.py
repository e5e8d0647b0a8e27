"""The zip package of a workbook or Word document: its parts, and which part refers to which."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from ziping.errors import ZipingError
from ziping.ooxml import guards
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse

_BROKEN = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ArithmeticError,
    ValueError,
    LookupError,
    RuntimeError,
)


class Relationship:
    """Where a part's relationship leads: ``kind`` is the last word of its type, ``target`` a part's key."""

    __slots__ = ("id", "kind", "target")

    def __init__(self, id: str, kind: str, target: str) -> None:
        self.id, self.kind, self.target = id, kind, target


class Package:
    """An opened and guarded workbook, or document; part names are compared without case, as OPC asks.

    ``name`` is the file's name as messages show it; ``entries`` are the zip entries by part key; ``main`` is the
    part of the workbook, or of the document's text.
    """

    def __init__(self, data: bytes, name: str, kind: guards.Kind = guards.WORKBOOK) -> None:
        """ZipingError for everything that is not a sound package of this kind (.xlsx or .xlsm; .docx or .docm)."""
        self.data, self.name = data, name
        guards.guard_kind(data, name, kind)
        try:
            with ZipFile(BytesIO(data)) as archive:
                infos = archive.infolist()
                guards.guard_entries(infos, len(data), name, kind)
                self.directory_start, self.comment = archive.start_dir, archive.comment
                self.entries = {key(info.filename): info for info in infos}
                self._xml = {k: _read(archive, i) for k, i in self.entries.items() if guards.is_xml(k)}
        except ZipingError:
            raise
        except _BROKEN as error:
            raise guards.damaged(name, repr(error)) from error
        for part, xml in self._xml.items():
            guards.guard_xml(xml, part, name)
        main = next((r.target for r in self.relationships("") if r.kind == "officeDocument"), None)
        guards.guard_main(self.entries, main, name, kind)
        self.main: str = str(main)

    @property
    def workbook(self) -> str:
        """The main part of a workbook."""
        return self.main

    def xml(self, part: str) -> bytes:
        """The bytes of an XML part; ZipingError when the package lacks it."""
        if part not in self._xml:
            raise guards.damaged(self.name, f"no part {part}")
        return self._xml[part]

    def read(self, part: str) -> bytes:
        """The bytes of any part, a picture too; ZipingError when the package lacks it or it is damaged."""
        try:
            with ZipFile(BytesIO(self.data)) as archive:
                return _read(archive, self.entries[part])
        except _BROKEN as error:
            raise guards.damaged(self.name, f"{part}: {error!r}") from error

    def relationships(self, part: str) -> list[Relationship]:
        """Where ``part`` (“” for the package) leads inside the package; none when it has no relationships."""
        rels = relationships_part(part)
        if rels not in self._xml:
            return []
        found: list[Relationship] = []

        def handlers(prefix: str, _: Parser) -> Handlers:
            def start(tag: str, attributes: Attributes) -> None:
                if tag == f"{prefix}Relationship" and attributes.get("TargetMode") != "External":
                    target = self._resolve(part, attributes["Target"])
                    found.append(Relationship(attributes["Id"], attributes["Type"].rpartition("/")[2], target))

            return start, _ignore, None

        parse(self._xml[rels], self.name, rels, handlers)
        return found

    def target(self, part: str, kind: str) -> str | None:
        """The part that ``part`` refers to as ``kind`` (styles, sharedStrings …), None where there is none."""
        targets = (r.target for r in self.relationships(part) if r.kind == kind)
        return next((t for t in targets if t in self.entries), None)

    def _resolve(self, part: str, target: str) -> str:
        """A relationship's target as a part key: relative to ``part``, or from the root as WPS writes it."""
        folder = [] if target.startswith(("/", "\\")) else part.split("/")[:-1]
        for step in target.replace("\\", "/").split("/"):
            if step == "..":
                folder = folder[:-1]
            elif step not in ("", "."):
                folder.append(step)
        path = key("/".join(folder))
        return path if path in self.entries else key(unquote(path))


def key(name: str) -> str:
    """A zip entry's name as part key: lower case, forward slashes, no leading one."""
    return name.replace("\\", "/").lstrip("/").lower()


def relationships_part(part: str) -> str:
    """The part holding the relationships of ``part``: xl/workbook.xml → xl/_rels/workbook.xml.rels."""
    folder, slash, file = part.rpartition("/")
    return f"{folder}{slash}_rels/{file}.rels"


def _read(archive: ZipFile, info: ZipInfo) -> bytes:
    """One part; a read of bounded size, so that an entry lying about its size unpacks no further."""
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise BadZipFile(f"{info.filename}: wrong size")
    return content


def _ignore(_: str) -> None:
    pass
