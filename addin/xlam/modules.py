"""A VBA module as it lies in the project: its kind, and its source under the attributes of that kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["standard", "class", "document"]

_WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
_WORKSHEET = "0{00020820-0000-0000-C000-000000000046}"
_CLASS = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_LONGEST_NAME = 31
_HEADER_ATTRIBUTES = (
    *("Name", "Base", "GlobalNameSpace", "Creatable", "PredeclaredId", "Exposed"),
    *("TemplateDerived", "Customizable"),
)


@dataclass(frozen=True)
class Module:
    """``source`` is the text of a .bas or .cls file; the header of a .cls and its attributes are made anew."""

    name: str
    kind: Kind
    source: str = ""

    def __post_init__(self) -> None:
        if not (self.name.isascii() and self.name.isidentifier()) or len(self.name) > _LONGEST_NAME:
            raise ValueError(f"not a name for a VBA module: {self.name}")
        if not self.source.isascii():
            raise ValueError(f"the VBA module {self.name} is not ASCII; texts belong on the sheet of strings")

    def text(self) -> str:
        """What the module stream holds ([MS-OVBA] 2.3.4.3): attributes, then code, in lines that end with CR LF."""
        lines = self.source.replace("\r\n", "\n").split("\n")
        if lines[0].startswith("VERSION "):
            lines = lines[lines.index("END") + 1 :]
        code = "\n".join(line for line in lines if not line.startswith(_DROPPED)).strip("\n")
        return "\r\n".join([*self._attributes(), *code.split("\n")]) + "\r\n"

    def _attributes(self) -> list[str]:
        """The attributes of [MS-VBAL] 4.2; a document module is the face of a sheet or of the workbook."""
        name = f'Attribute VB_Name = "{self.name}"'
        if self.kind == "standard":
            return [name]
        document = self.kind == "document"
        sheet = _WORKBOOK if self.name == "ThisWorkbook" else _WORKSHEET
        values = {
            "Base": f'"{sheet if document else _CLASS}"',
            "GlobalNameSpace": False,
            "Creatable": False,
            "PredeclaredId": document,
            "Exposed": document,
            "TemplateDerived": False,
            "Customizable": document,
        }
        return [name, *(f"Attribute VB_{key} = {value}" for key, value in values.items())]


_DROPPED = tuple(f"Attribute VB_{name} " for name in _HEADER_ATTRIBUTES)
