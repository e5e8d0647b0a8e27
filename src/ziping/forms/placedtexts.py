"""The texts of reports in the outline of another form: by the path of the section, or by its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ziping.domain.model import Document, Section
from ziping.forms.inventory import Ledger
from ziping.forms.pages import section_paths
from ziping.forms.spec import plain_label
from ziping.patterns import pattern
from ziping.report.outline import Outline, OutlineRow, load_outline

Texts = dict[str, dict[str, str]]
_NOISE = pattern(r"[\s，、：:（）()【】]|^(?:项目|部门(?:整体)?|单位)|情况$")

_SHORTEST = 3
"""Characters of a heading that may stand within another one by more than chance."""


def texts_of(
    documents: Sequence[Document], reports: Sequence[tuple[str, str, str]], ledger: Ledger
) -> tuple[Texts, Texts]:
    """The texts for the builder by report and section path, and those of the year before. ``reports`` are the new
    ones: name, outline and the sheet of the model that each is about."""
    texts: Texts = {}
    last: Texts = {}
    taken: set[int] = set()
    for name, outline, about in reports:
        found = _source(documents, taken, name, outline, about)
        if found is None:
            continue
        taken.add(found)
        matched = _matched(documents[found], load_outline(outline))
        for path, section in matched.items():
            place = f"《{name}》{path}"
            if not section.text.empty and not section.text.error:
                ledger.move(section.text, place)
                if not ledger.is_own(section.text):
                    texts.setdefault(name, {})[path] = section.text.text or ""
            if not section.last.empty and not section.last.error:
                ledger.move(section.last, f"{place}的上年文字")
                last.setdefault(name, {})[path] = section.last.text or ""
    return texts, last


def _source(documents: Sequence[Document], taken: set[int], name: str, outline: str, about: str) -> int | None:
    """The report whose texts go into a new one: about the same form, the same outline or name before any other."""
    free = [index for index, document in enumerate(documents) if index not in taken and document.about == about]
    same = [index for index in free if documents[index].outline == outline]
    named = [index for index in free if documents[index].name == name]
    return next(iter((*same, *named, *free)), None)


def _matched(document: Document, outline: Outline) -> Mapping[str, Section]:
    """The sections that the outline has too, by their path in it; each is taken once."""
    paths = list(section_paths(outline.rows))
    by_path = dict(zip(paths, outline.rows, strict=True))
    rows = [OutlineRow(section.number.strip(), section.heading) for section in document.sections]
    found: dict[str, Section] = {}
    rest: list[Section] = []
    for path, section in zip(section_paths(rows), document.sections, strict=True):
        there = by_path.get(path)
        if there is not None and path not in found and _plain(there.heading) == _plain(section.heading):
            found[path] = section
        else:
            rest.append(section)
    for same in (_same, _within):
        for section in [*rest]:
            alike = [path for path, row in by_path.items() if path not in found and same(row.heading, section.heading)]
            if len(alike) == 1 and not (section.text.empty and section.last.empty):
                found[alike[0]] = section
                rest.remove(section)
    return found


def _same(one: str, other: str) -> bool:
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _within(one: str, other: str) -> bool:
    """Whether one heading says all that the other says: 存在的问题, 存在的问题及原因分析."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return len(short) >= _SHORTEST and short in long


def _plain(heading: str) -> str:
    return _NOISE.sub("", plain_label(heading))
