"""Foreign tables checked as files: what the rules say about published tables, where, and that they say nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from importing import drawn
from importing.corpus import drawn as in_layout
from importing.corpus import tables
from importing.drawn import Drawn
from importing.laid import on_paper
from ziping import api
from ziping.checks.finding import Finding
from ziping.errors import ZipingError
from ziping.importing.sources import read_source

CASES = Path(__file__).parents[1] / "cases"
TABLES = {**tables("tables"), **tables("partial")}
LAYOUTS: dict[str, Any] = yaml.safe_load((CASES / "importing" / "layouts.yaml").read_text(encoding="utf-8"))
CHECKED: dict[str, Any] = yaml.safe_load((CASES / "importing" / "checked.yaml").read_text(encoding="utf-8"))
FINDINGS: dict[str, Any] = yaml.safe_load((CASES / "importing" / "findings.yaml").read_text(encoding="utf-8"))
PUBLISHED: dict[str, Any] = yaml.safe_load((CASES / "checks" / "published-tables.yaml").read_text(encoding="utf-8"))
TARGETS = TABLES.keys() - FINDINGS.keys()
PAPERS: dict[str, tuple[Callable[[], Drawn], list[list[str]]]] = {
    **{id: (partial(in_layout, TABLES[id]), finds) for id, finds in FINDINGS.items()},
    **{name: (partial(on_paper, case["rows"]), case["finds"]) for name, case in CHECKED.items()},
}


def put(folder: Path, data: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def said(path: Path) -> list[Finding]:
    """All findings but those that only a file of the year before could answer."""
    found = api.check_book(api.open_book(path))
    return [finding for finding in found if not finding.message.startswith("无法核对：缺上年")]


@pytest.mark.parametrize("name", PAPERS)
def test_every_finding_is_a_known_one_at_its_cell(name: str, tmp_path: Path) -> None:
    paper, finds = PAPERS[name]
    found = said(put(tmp_path, drawn.xlsx(paper()), "外来.xlsx"))
    assert [[finding.code, finding.severity, finding.cell] for finding in found] == finds


@pytest.mark.parametrize("name", PAPERS)
def test_a_word_file_gives_the_same_findings_at_its_own_places(name: str, tmp_path: Path) -> None:
    paper, _ = PAPERS[name]
    book = said(put(tmp_path, drawn.xlsx(paper()), "外来.xlsx"))
    word = said(put(tmp_path, drawn.word(paper()), "外来.docx"))
    assert sorted(map(shown, word)) == sorted(map(shown, book))
    assert all(finding.cell.startswith(("表1第", "第")) for finding in word if finding.cell)


def shown(finding: Finding) -> tuple[str, ...]:
    return (finding.code, finding.severity, str(finding.stated), str(finding.expected), str(finding.arithmetic))


@pytest.mark.parametrize("id", PUBLISHED)
def test_what_is_odd_about_a_published_table_is_found_in_its_file(id: str) -> None:
    """The same as of the transcriptions; a printed 权重 of 20% is read as the 20 points that R38 asks for."""
    read = {(code, severity) for code, severity, _ in FINDINGS[id]}
    assert {(code, severity) for code, severity, _ in PUBLISHED[id]["finds"]} - {("R38", "error")} <= read


@pytest.mark.parametrize("name", [*FINDINGS, *LAYOUTS])
@pytest.mark.parametrize("writer", [drawn.xlsx, drawn.word], ids=["xlsx", "docx"])
def test_every_finding_stands_in_the_file(name: str, writer: Callable[..., bytes], tmp_path: Path) -> None:
    paper = in_layout(TABLES[name]) if name in TABLES else on_paper(LAYOUTS[name]["rows"])
    path = put(tmp_path, writer(paper), "外来.docx" if writer is drawn.word else "外来.xlsx")
    if LAYOUTS.get(name, {}).get("expect", {}).get("kind") == "target":
        return
    (grid,) = read_source(path).grids
    last_row, last_column = (max(at[axis] for at in grid.cells) for axis in (0, 1))
    places = {grid.place(row, column) for row in range(1, last_row + 1) for column in range(1, last_column + 3)}
    for finding in api.check_book(api.open_book(path)):
        assert finding.sheet == grid.name
        assert finding.cell in places or (not finding.cell and finding.message.startswith("无法核对")), finding


@pytest.mark.parametrize("id", sorted(TARGETS))
def test_a_target_form_has_nothing_to_check(id: str, tmp_path: Path) -> None:
    book = api.open_book(put(tmp_path, drawn.xlsx(in_layout(TABLES[id])), "申报表.xlsx"))
    with pytest.raises(ZipingError, match=r"申报表\.xlsx.*没有自评表.*ziping import"):
        api.check_book(book)


@pytest.mark.parametrize("id", ["T006", "T019"])
def test_the_interface_gives_what_the_commands_give(id: str, tmp_path: Path) -> None:
    path = put(tmp_path, drawn.word(in_layout(TABLES[id])), "外来.docx")
    model = api.load(path)
    assert api.check(model) == api.check_book(api.open_book(path))
    assert api.score(model).standard == model.standard == api.recognise(path).book.forms[0].standard


def test_several_tables_in_one_file_are_all_checked_and_what_is_asked_once_is_asked_once(tmp_path: Path) -> None:
    """The tables of three units under each other in one Word file; none of the projects is the department's."""
    papers = [in_layout(TABLES[id]) for id in ("T006", "T001", "T019")]
    found = api.check_book(api.open_book(put(tmp_path, drawn.word(*papers), "汇总.docx")))
    assert {finding.cell[:2] for finding in found if finding.cell} == {"表1", "表2", "表3"}
    asked = [finding.code for finding in found if finding.message.startswith("无法核对")]
    assert asked == ["R49", "R88"]


@pytest.mark.parametrize("id", ["T001", "T014", "T023"])
def test_a_table_says_the_same_below_another_one_on_its_sheet(id: str, tmp_path: Path) -> None:
    glued = Drawn(above=list(in_layout(TABLES["T019"]).above))
    for part in (in_layout(TABLES["T019"]), in_layout(TABLES[id])):
        if glued.boxes:
            glued.line(part.above[0])
        down = glued.height if glued.boxes else 0
        glued.boxes += [Drawn.moved(box, down) for box in part.boxes]
        glued.row = glued.height
    found = said(put(tmp_path, drawn.xlsx(glued), "两张.xlsx"))
    alone = [*FINDINGS["T019"], *FINDINGS[id]]
    assert sorted((f.code, f.severity) for f in found) == sorted((code, severity) for code, severity, _ in alone)


def test_money_of_which_some_is_in_yuan_is_checked_in_ten_thousands(tmp_path: Path) -> None:
    """A file with a table in 元 and one in 万元: R21 adds up the same money."""
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    row = ["产出指标", "数量指标", "里程", "≥30公里", "32公里", "90", "90"]
    whole = [
        ["部门整体支出绩效自评表", "<", "<", "<", "<", "<", "<"],
        ["部门名称", "某县交通局", "<", "<", "<", "<", "<"],
        ["部门整体支出（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "100", "100", "100", "10", "100%", "10"],
        ["项目支出", "60", "60", "60", "", "", ""],
    ]
    part = [
        ["项目支出绩效自评表", "<", "<", "<", "<", "<", "<"],
        ["项目名称", "公路养护", "<", "实施单位", "某县交通局", "<", "<"],
        ["项目资金（元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "700,000", "700,000", "700,000", "10", "100%", "10"],
    ]
    papers = [on_paper([*rows, head, row]) for rows in (whole, part)]
    book = api.open_book(put(tmp_path, drawn.xlsx(*papers, names=("整体", "项目")), "外来.xlsx"))
    assert any("折成了万元" in line for line in book.told)
    (finding,) = [finding for finding in api.check_book(book) if finding.code == "R21"]
    assert (finding.sheet, finding.stated, finding.expected) == ("整体", "70", "60")
