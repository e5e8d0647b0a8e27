"""Word reports, also those nobody made with this tool, as reports about the forms of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ziping.domain.model import Document, Entry, SelfEvaluation
from ziping.domain.numbered import numbered
from ziping.domain.written import Outlined, Passage, Report, WrittenTable
from ziping.ooxml.wordtext import Grid, Line, read_word
from ziping.patterns import pattern

_TITLE = pattern(r"(?!.*(?:特此|现将|以上|如下))[^。；;，,：:]{0,60}(?:报告|情况说明|报告书)(?:[（(][^（）()]*[）)])?")
_DATED = pattern(r"\s*(?:\d{4}|[一二三四五六七八九〇○零]{4})\s*年.*日\s*")
_PLAIN = pattern(r"(?!暂?无$|没有$)[^。；;，,：:！？]{2,40}")
_ABOVE = 3
"""Lines of a title above the one that says 报告: the unit, the year, the name of the project."""
_ALIKE = 0.6
_CORE = pattern(r"[“”\"'《》\s]|(?:项目)?(?:支出|经费|资金|费用?)$")

Block = Line | Grid


def read_reports(
    data: bytes, name: str, forms: Sequence[SelfEvaluation], documents: Sequence[Document] = ()
) -> tuple[Report, ...]:
    """The reports in a .docx file, each about the form its title speaks of; ``documents`` are the workbook's own, for
    what sections a report should have. One file may hold several, each under its title. Raises ZipingError for a file
    that is no sound Word document."""
    reports = []
    for part in _parts(read_word(data, name)):
        titled = _title_lines(part)
        title = "".join(block.text for block in part if isinstance(block, Line) and block.number in titled)
        about = _about(title, part, forms)
        document = _like(title, about, documents)
        reports.append(
            Report(
                name=" ".join(title.split()) or name,
                about=about,
                place=name,
                passages=tuple(_passages(part, name)),
                tables=tuple(_tables(part, name)),
                sections=document.sections if document else None,
                foreign=True,
            )
        )
    return tuple(reports)


def _parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """The documents in a file: each begins with its title, what comes before the first is one too."""
    starts = [0]
    for place, block in enumerate(blocks):
        if isinstance(block, Line) and _is_title(block):
            begin = place
            while begin > starts[-1] and place - begin < _ABOVE and _may_belong(blocks[begin - 1]):
                begin -= 1
            if begin > starts[-1] and any(
                numbered(line.text) for line in blocks[starts[-1] : begin] if isinstance(line, Line)
            ):
                starts.append(begin)
    return [list(blocks[start:end]) for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]


def _is_title(line: Line) -> bool:
    return not numbered(line.text) and _TITLE.fullmatch(line.text.strip().replace("\n", "")) is not None


def _may_belong(block: Block) -> bool:
    """A line above a title that may be its beginning."""
    if isinstance(block, Grid) or _DATED.fullmatch(block.text) or numbered(block.text):
        return False
    return _PLAIN.fullmatch(block.text.strip().replace("\n", "")) is not None


def _title_lines(part: Sequence[Block]) -> range:
    """The numbers of the lines that make up the title of a document: up to the one that says 报告."""
    lines = []
    for block in part:
        if isinstance(block, Grid):
            break
        lines.append(block)
    for place, line in enumerate(lines[: _ABOVE + 2]):
        if numbered(line.text):
            break
        if _is_title(line):
            return range(lines[0].number, lines[place].number + 1)
    return range(0)


def _passages(part: Sequence[Block], name: str) -> Iterator[Passage]:
    outlined, titled = Outlined(), _title_lines(part)
    for block in part:
        if isinstance(block, Line):
            entry = Entry(text=block.text, sheet=name, cell=f"第{block.number}段")
            if block.number in titled:
                yield Passage(block.text.strip(), entry, title=True)
            else:
                yield from outlined.passages(block.text, entry, automatic=block.automatic)


def _tables(part: Sequence[Block], name: str) -> Iterator[WrittenTable]:
    above = ""
    for block in part:
        if isinstance(block, Line):
            above = block.text
            continue
        yield WrittenTable(
            above.strip(),
            tuple(
                tuple(
                    Entry(text=text or None, sheet=name, cell=f"表{block.number}第{row}行第{column}列")
                    for column, text in enumerate(cells, 1)
                )
                for row, cells in enumerate(block.rows, 1)
            ),
        )


def _about(title: str, part: Sequence[Block], forms: Sequence[SelfEvaluation]) -> str:
    """The sheet of the form a report is about: the project its title names, else the whole department."""
    department = next((form for form in forms if form.kind == "department" and form.scorable), None)
    projects = [form for form in forms if form.kind == "project"]
    named = max(projects, key=lambda form: _named(form, title), default=None)
    if named is not None and _named(named, title) >= _ALIKE:
        return named.sheet
    if department is not None and ("项目" not in title or "整体" in title or not projects):
        return department.sheet
    text = "".join(block.text for block in part[:12] if isinstance(block, Line))
    named = max(projects, key=lambda form: _named(form, text), default=None)
    return (named or department or forms[0]).sheet


def _named(form: SelfEvaluation, text: str) -> float:
    """How much of a project's name stands in a text."""
    core = _CORE.sub("", form.project.text or "")
    text = _CORE.sub("", text)
    if not core:
        return 0.0
    return SequenceMatcher(None, core, text, autojunk=False).find_longest_match().size / len(core)


def _like(title: str, about: str, documents: Sequence[Document]) -> Document | None:
    """The workbook's own report about the same form whose title is most like."""
    own = [document for document in documents if document.about == about]
    return max(own, key=lambda document: SequenceMatcher(None, document.name, title).ratio(), default=None)
