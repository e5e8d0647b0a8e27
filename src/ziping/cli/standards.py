"""ziping standards: the standards there are."""

from __future__ import annotations

from argparse import Namespace

from ziping.cli.output import print_json
from ziping.cli.table import table
from ziping.domain.standard import status_text


def run(options: Namespace) -> int:
    from ziping.standards.loader import list_standards

    standards = list_standards()
    if options.json:
        keys = ("id", "title", "region", "year", "document", "status", "extends", "note")
        print_json([{key: getattr(standard, key) for key in keys} for standard in standards])
        return 0
    head = ("规则包", "名称", "地区", "年度", "状态", "文号")
    rows = [[s.id, s.title, s.region, str(s.year), status_text(s.status), s.document] for s in standards]
    print(table(head, rows, most=44))
    return 0
