"""Word documents for the tests, written part by part."""

from __future__ import annotations

from ooxml.builders import OFFICE, relationships, zipped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMES = (
    f'xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="urn:wp" xmlns:a="urn:a"'
)


def word_parts(
    body: str, *, styles: str = "", numbering: str = "", namespace: str = WORD, office: str = OFFICE
) -> dict[str, str | bytes]:
    """The parts of a document with this XML in its body; ``styles`` and ``numbering`` are the XML in those parts."""
    spaces = f'xmlns:w="{namespace}" {_NAMES}'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}, office),
        "word/document.xml": f"<w:document {spaces}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    targets = {}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {spaces}>{styles}</w:styles>"
        targets["rId1"] = ("styles", "styles.xml")
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {spaces}>{numbering}</w:numbering>"
        targets["rId2"] = ("numbering", "/word/numbering.xml")
    parts["word/_rels/document.xml.rels"] = relationships(targets, office)
    return parts


def word(body: str, *, styles: str = "", numbering: str = "") -> bytes:
    """A document with this XML in its body."""
    return zipped(word_parts(body, styles=styles, numbering=numbering))


def run(text: str, properties: str = "") -> str:
    """A run (w:r)."""
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{around}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", *, inside: str = "") -> str:
    """A paragraph (w:p) with this text and then the XML ``inside``."""
    around = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{around}{run(text) if text else ''}{inside}</w:p>"


def cell(*content: str, span: int = 1, properties: str = "") -> str:
    """A table cell (w:tc); content that is no XML becomes a paragraph."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inside = "".join(one if one.startswith("<") else paragraph(one) for one in content)
    return f"<w:tc><w:tcPr>{wide}{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row (w:tr); cells that are no XML become cells."""
    inside = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    """A table (w:tbl)."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def style(id: str, name: str, properties: str = "", *, based_on: str = "", kind: str = "paragraph") -> str:
    """A style with these paragraph properties; the one called Normal is the default."""
    default = ' w:default="1"' if name == "Normal" else ""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id}"{default}><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def level(at: int, format: str, text: str, more: str = "", *, start: int = 1) -> str:
    """A level of a list (w:lvl)."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id: int, *levels: str) -> str:
    """What lists have in common (w:abstractNum)."""
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def num(id: int, abstract: int, overrides: str = "") -> str:
    """A list (w:num)."""
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def restarted(at: int, start: int = 1) -> str:
    """Inside a list: the level starts anew at its first use."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def listed(id: int, at: int = 0) -> str:
    """The paragraph property of belonging to a list."""
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{id}"/></w:numPr>'


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="application/'
        f'vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    + "</Types>"
)
