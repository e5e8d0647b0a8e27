"""Write the templates, the filled samples and their index: ``python workbook_templates/build.py``."""

from __future__ import annotations

from pathlib import Path

from ziping.forms.builder import build_book, build_workbook
from ziping.forms.filled import FilledBook
from ziping.forms.samples import book_ids, load_book, load_sample, sample_ids
from ziping.forms.template import load_template, template_ids
from ziping.packs import files as pack_files
from ziping.packs import folder_of

FOLDER = Path(__file__).parent

_HEAD = """# 自评表模板

由 `python build.py` 生成，不要手改。直接下载即可使用，不装本工具也能自动计分；也可以用 `ziping new 表式 …` 新建。

| 文件 | 表式 | 地区 | 年度 | 文号 | 状态 |
|---|---|---|---|---|---|
"""
_SAMPLES = """
## 填好的示例

数字取自公开的真实自评材料（错误也照样保留，供校验演示），文字为本工具自拟。

| 文件 | 表式 |
|---|---|
"""


def files() -> dict[str, bytes]:
    """Path below this folder → content, of everything that is generated here."""
    found: dict[str, bytes] = {}
    index = _HEAD
    sources = pack_files("forms") | pack_files("sets")
    for id in template_ids():
        spec, path = load_template(id), f"{folder_of(sources[id])}/{id}.xlsx"
        found[path] = build_book(FilledBook(template=id))
        status = "待核" if spec.status == "待核" else "已核对"
        index += f"| [{id}]({path}) | {spec.title} | {spec.region} | {spec.year} | {spec.document} | {status} |\n"
    index += _SAMPLES
    for id in sample_ids():
        sample, path = load_sample(id), f"samples/{id}.xlsx"
        found[path] = build_workbook(sample.form, sample)
        index += f"| [{sample.file}]({path}) | {sample.form} |\n"
    for id in book_ids():
        book, path = load_book(id), f"samples/{id}.xlsx"
        found[path] = build_book(book)
        index += f"| [{book.file}]({path}) | {book.template} |\n"
    return {**found, "README.md": index.encode()}


def build(folder: Path = FOLDER) -> None:
    """Write everything and remove workbooks that are no longer made."""
    wanted = files()
    for old in folder.rglob("*.xlsx"):
        if old.relative_to(folder).as_posix() not in wanted:
            old.unlink()
    for name, data in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    build()
