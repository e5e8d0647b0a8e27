"""The two families of namespaces a workbook may be written in: the usual one, and Strict Open XML."""

from __future__ import annotations

from ziping.ooxml.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONSHIPS = {
    MAIN: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT_MAIN: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def main_namespace(package: Package) -> str:
    """The namespace of a workbook's own parts."""
    return STRICT_MAIN if STRICT_MAIN.encode() in package.xml(package.workbook) else MAIN


def office_namespace(package: Package) -> str:
    """The namespace of a workbook's relationships."""
    return _RELATIONSHIPS[main_namespace(package)]


def translation(package: Package) -> dict[str, str]:
    """From the usual namespaces to those of a workbook."""
    return {MAIN: main_namespace(package), _RELATIONSHIPS[MAIN]: office_namespace(package)}
