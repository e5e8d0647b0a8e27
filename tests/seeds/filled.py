"""The shipped samples, and reports held against them, corrected as a unit would correct them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from seeds.words import Block
from ziping.forms.builder import build_book, build_workbook
from ziping.forms.filled import Filled, FilledBook
from ziping.forms.samples import book_ids, sample_ids
from ziping.packs import files
from ziping.packs.document import read_document

CASES = Path(__file__).parents[1] / "cases" / "seeds"
ALL_SAMPLES = (*book_ids(), *sample_ids())
_NAMES = ("sheet", "key", "name", "task", "form")
"""What an entry of a list is called in a change: by the first of these that it has."""
_NEW = "+"


def cases(name: str) -> Any:
    """The content of a case file."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


SEEDS: dict[str, dict[str, Any]] = {seed: cases(seed) for seed in ("000", "001", "002", "003", "004")}
CORRECTED: dict[str, dict[str, Any]] = cases("corrected")


def corrected_workbook(sample: str) -> bytes:
    """The .xlsx of a sample with its corrections."""
    kind = "books" if sample in book_ids() else "samples"
    data = changed(read_document(files(kind)[sample], "示例文件").data, CORRECTED[sample]["workbook"])
    if kind == "books":
        return build_book(msgspec.convert(data, FilledBook))
    filled = msgspec.convert(data, Filled)
    return build_workbook(filled.form, filled)


def corrected_report(seed: str) -> list[Block]:
    """The paragraphs and tables of a report with its corrections: other words, several lines or rows for one."""
    blocks: list[Block] = SEEDS[seed]["lines"]
    change = CORRECTED[SEEDS[seed]["workbook"]]
    for old, new in change["report"].items():
        assert any(old in text for block in blocks for text in _texts(block)), f"nothing says {old}"
        blocks = [part for block in blocks for part in _replaced(block, old, new)]
    for row in change.get("rows", ()):
        assert any(row["row"] in block for block in blocks if isinstance(block, list)), f"no table has {row['row']}"
        blocks = [_rowed(block, row) if isinstance(block, list) else block for block in blocks]
    return blocks


def changed(data: Any, change: Any) -> Any:
    """``data`` with ``change`` in it: a mapping goes into a mapping by its keys, into a list by the names of its
    entries and with what stands under “+” behind them; anything else takes the place of what was there."""
    if not isinstance(change, dict) or not isinstance(data, (dict, list)):
        return change
    if isinstance(data, dict):
        return data | {key: changed(data.get(key, {}), value) for key, value in change.items()}
    names = [next((entry[key] for key in _NAMES if entry.get(key)), "") for entry in data]
    assert change.keys() - {_NEW} <= {*names}, f"{[*change]} are not in {names}"
    entries = [changed(entry, change.get(name, {})) for name, entry in zip(names, data, strict=True)]
    return entries + change.get(_NEW, [])


def _texts(block: Block) -> list[str]:
    if isinstance(block, list):
        return [text for row in block for text in row]
    return [block["automatic"] if isinstance(block, dict) else block]


def _replaced(block: Block, old: str, new: str | list[str]) -> list[Block]:
    if isinstance(new, list):
        return [*new] if block == old else [block]
    if isinstance(block, list):
        return [[[text.replace(old, new) for text in row] for row in block]]
    return [block.replace(old, new)] if isinstance(block, str) else [block]


def _rowed(table: list[list[str]], change: dict[str, Any]) -> list[list[str]]:
    """A table with other rows in the place of one."""
    return [line for row in table for line in (change["becomes"] if row == change["row"] else [row])]
