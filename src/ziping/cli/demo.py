"""ziping demo: real figures from the filled workbook to the Word report, in one folder."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

from ziping import api
from ziping.cli.output import make_folder
from ziping.cli.score import score_text
from ziping.printed import findings_text

_DAY = date(2022, 2, 28)
_MORE = "更多示例"
_OTHER_STANDARD = "national-2020"


def run(options: Namespace) -> int:
    from ziping.forms.builder import build_book, build_workbook
    from ziping.forms.listing import with_results
    from ziping.forms.samples import DEMO, book_ids, load_book, load_sample, sample_ids
    from ziping.forms.write import settle
    from ziping.ooxml.reader import read_bytes
    from ziping.ooxml.safe import write_new

    folder = Path(options.folder)
    now = datetime.now().astimezone()

    def put(name: str, data: bytes) -> Path:
        path = folder / name
        make_folder(path.parent)
        write_new(path, data, now=now)
        return path

    for id in sample_ids():
        sample = load_sample(id)
        if id != DEMO:
            put(f"{_MORE}/{sample.file}.xlsx", build_workbook(sample.form, sample))
    for id in book_ids():
        book = load_book(id)
        put(f"{_MORE}/{book.file}.xlsx", build_book(book))
    sample = load_sample(DEMO)
    name, built = sample.file, build_workbook(sample.form, sample)
    read = settle(read_bytes(built, name))[1]
    model, findings = read.forms[0], api.check_book(read)
    scores = api.score(model)
    workbook = put(f"{name}.xlsx", with_results(built, findings, now, name))
    text = f"{score_text(model, scores)}\n{findings_text(findings)}\n"
    listing = put(f"{name} 校验结果.txt", text.encode("utf-8-sig"))
    document = put(f"{name} 绩效自评报告.docx", api.report(model, day=_DAY))
    print(text)
    print("已生成：")
    print(f"  自评表    {workbook}　（用 Excel 或 WPS 打开，改完成值，得分自动变；问题列在“校验结果”表，格子标了颜色）")
    print(f"  校验结果  {listing}")
    print(f"  Word 报告 {document}")
    print(f"  更多示例  {folder / _MORE}")
    print(f'\n换全国规则包复核：ziping check "{workbook}" --standard {_OTHER_STANDARD}')
    print(f'在 Word 里改过报告以后再核对：ziping check "{document}" --against "{workbook}"')
    return 0
