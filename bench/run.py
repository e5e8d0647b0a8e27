"""How fast it is, beside the usual way: ``uv run python bench/run.py [FILE]``.

Every figure of one run is taken in turns (round by round, one of each), after two rounds to warm up; the median is
printed with the ratio that matters and its target. FILE is a filled workbook of 财预〔2020〕10号 附1; without it
one is built. Both ways must come to the same total, or there is nothing to compare.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import baseline
from clicks import report_click, table_call
from filled import FILLED, FORM, foreign_table

from ziping import api
from ziping.forms.builder import build_workbook

WARM_UP = 2


def medians(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each case over ``rounds`` rounds."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(WARM_UP + rounds):
        for name, run in cases.items():
            gc.collect()
            start = time.perf_counter()
            run()
            spent = time.perf_counter() - start
            if turn >= WARM_UP:
                times[name].append(spent * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def process(compiled: Path, *arguments: str) -> Callable[[], object]:
    """A program run as a process of its own; findings (exit code 1) are no failure.

    As where it is installed, Python finds everything compiled: the warm-up fills ``compiled``.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> None:
        done = subprocess.run(arguments, capture_output=True, check=False, env=environment)
        if done.returncode > 1:
            raise SystemExit(done.stderr.decode())

    return run


def checked(file: Path) -> None:
    book = api.load_workbook(file)
    for model in book.forms:
        api.score(model)
    api.check_book(book)


def row(what: str, milliseconds: float, judged: str = "", target: str = "", met: bool | None = None) -> None:
    mark = {None: "", True: "达到", False: "未达到"}[met]
    print(f"{milliseconds:9.1f} ms  {what:<34}{judged:>18}  {target:<18}{mark}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "自评表.xlsx"
        file.write_bytes(options.file.read_bytes() if options.file else build_workbook(FORM, FILLED))
        measure(file, Path(folder) / "compiled", options.rounds)


def measure(file: Path, compiled: Path, rounds: int) -> None:
    book = api.load_workbook(file)
    model = book.forms[0]
    year = model.year or 0
    foreign = file.with_name("外来的表.docx")
    foreign.write_bytes(foreign_table())
    ours, theirs = api.score(model).total, baseline.job(file).total
    if ours is None or round(float(ours), 2) != theirs:
        raise SystemExit(f"The two ways disagree on the total: {ours} and {theirs}.")
    program = shutil.which("ziping", path=Path(sys.executable).parent)
    assert program, "ziping is not installed beside this Python"
    cold = medians(
        {
            "python": process(compiled, sys.executable, "-c", "pass"),
            "ziping": process(compiled, program, "check", str(file)),
            "foreign": process(compiled, program, "check", str(foreign)),
            "baseline": process(compiled, sys.executable, str(Path(baseline.__file__)), str(file)),
            "entry": process(compiled, sys.executable, "-c", "import ziping.excel.entry"),
        },
        rounds,
    )
    (file.parent / "click").mkdir()
    open_file = Path(shutil.copy(file, file.parent / "click"))
    # One after the other: each of them stands in for Windows in its own way.
    with report_click(open_file) as click:
        live = medians({"click": click}, rounds)
    with table_call() as scores:
        live |= medians({"scores": scores}, rounds)
    warm = medians(
        {
            "ziping": lambda: checked(file),
            "baseline": lambda: baseline.job(file),
            "read": lambda: api.load_workbook(file),
            "check": lambda: api.check_book(book),
            "template": lambda: build_workbook(FORM),
            "report": lambda: api.report(model, draft=True),
            "rollover": lambda: api.rollover(file, year + 1),
            "recognise": lambda: api.recognise(foreign),
            "import": lambda: api.import_table(foreign),
        },
        rounds,
    )
    over = cold["ziping"] - cold["python"]
    faster = warm["baseline"] / warm["ziping"]
    row("python -c pass", cold["python"])
    row("ziping check FILE", cold["ziping"], f"Python +{over:.1f} ms", "≤ +100 ms", over <= 100)
    row("ziping check of a foreign table", cold["foreign"], f"{cold['foreign'] / cold['ziping']:.1f} × our own")
    entry = cold["entry"] - cold["python"]
    row("add-in entry imported", cold["entry"], f"Python +{entry:.1f} ms", "≤ +150 ms", entry <= 150)
    row("openpyxl + pandas, as a program", cold["baseline"], f"{cold['baseline'] / cold['ziping']:.1f} ×")
    row("read, check, score", warm["ziping"], f"{faster:.1f} × faster", "≥ 8 ×", faster >= 8)
    row("openpyxl + pandas, the same job", warm["baseline"])
    share = warm["check"] / warm["read"]
    row("check alone", warm["check"], f"{share:.2f} × reading", "≤ 15 ms", warm["check"] <= 15)
    row("template built", warm["template"])
    row("report written", warm["report"], "", "≤ 100 ms", warm["report"] <= 100)
    row("carried over to the next year", warm["rollover"], f"{warm['rollover'] / warm['read']:.1f} × reading")
    row("foreign Word table recognised", warm["recognise"], f"{warm['recognise'] / warm['read']:.1f} × reading")
    row("foreign Word table imported", warm["import"], f"{warm['import'] / warm['template']:.1f} × template")
    row("click to finished report", live["click"], f"{live['click'] / warm['report']:.1f} × report")
    row("ZP_SCORES over 100 rows", live["scores"], "", "≤ 10 ms", live["scores"] <= 10)


if __name__ == "__main__":
    main()
