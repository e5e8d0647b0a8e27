"""ziping score: the scores with their arithmetic, and their way back into the workbook."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from ziping import api
from ziping.cli.output import print_forms_json, print_told
from ziping.cli.table import table
from ziping.domain.model import SelfEvaluation
from ziping.domain.scoring.results import Scores
from ziping.errors import ZipingError
from ziping.printed import heading, place
from ziping.views import number, scored, text


def run(options: Namespace) -> int:
    written, refused = _write(Path(options.file)) if options.write else ("", None)
    book = api.open_book(options.file, options.standard, options.sheet)
    results = [(model, api.score(model, options.standard)) for model in api.chosen(book, options.sheet)]
    if options.json:
        print_forms_json([scored(model, scores) for model, scores in results])
    else:
        for model, scores in results:
            print(score_text(model, scores))
        if written:
            print(written)
    print_told(book.told, options)
    if refused:
        raise refused
    return 0


def score_text(model: SelfEvaluation, scores: Scores) -> str:
    """The scores of a form as a table, rows with the rule's score, the printed one and the arithmetic."""
    if not model.scorable:
        return f"{heading(model)}　“{model.sheet}”没有要计分的内容。\n"
    rows: list[list[str | None]] = []
    if scores.execution.weight is not None:
        execution = scores.execution
        row = model.fund("total")
        printed = text(row.score) if row else None
        rows.append(["", "预算执行率", number(execution.weight), number(execution.score), printed, execution.why])
    rows += [
        [
            place(row.indicator.name, model),
            row.indicator.name.text,
            number(row.weight),
            number(row.result.score),
            number(row.printed),
            row.result.why,
        ]
        for row in scores.rows
    ]
    head = ("单元格", "指标", "分值", "应得分", "表中得分", "得分怎么来的")
    total = "—" if scores.total is None else f"{number(scores.total)}　等级 {scores.grade or '—'}"
    lines = [f"{heading(model)}　规则包 {scores.standard}", "", table(head, rows), "", f"总分 {total}"]
    return "\n".join([*lines, f"（{scores.why}）", ""])


def _write(path: Path) -> tuple[str, ZipingError | None]:
    """Bring the file up to date before it is read, so that what is shown is what it holds. Says what was done, and
    why nothing could be: the scores are shown all the same. Raises ZipingError for a foreign table."""
    api.load_workbook(path)
    try:
        return _updated(path), None
    except ZipingError as error:
        return "", error


def _updated(path: Path) -> str:
    from ziping.forms.write import updates
    from ziping.ooxml.guards import read_file
    from ziping.ooxml.patch import patch_workbook
    from ziping.ooxml.reader import read_bytes
    from ziping.ooxml.safe import replace_workbook

    data = read_file(path)
    edits = updates(read_bytes(data, str(path), path.name))
    if not edits:
        return "没有要更新的单元格，工作簿没有改动。"
    backup = replace_workbook(
        path, patch_workbook(data, edits, name=path.name), verify=None, now=datetime.now().astimezone()
    )
    return f"已写回 {path}（{len(edits)} 个单元格），原文件备份在 {backup}"
