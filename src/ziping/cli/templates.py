"""ziping templates: the forms there are."""

from __future__ import annotations

from argparse import Namespace

from ziping.cli.output import print_json
from ziping.cli.table import table


def run(options: Namespace) -> int:
    from ziping.forms.spec import form_ids, load_form

    specs = [load_form(id) for id in form_ids()]
    if options.json:
        keys = ("id", "title", "region", "year", "document", "status", "kind", "standard")
        print_json([{key: getattr(spec, key) for key in keys} for spec in specs])
        return 0
    head = ("表式", "名称", "地区", "年度", "状态", "文号")
    rows = [
        [s.id, s.title, s.region, str(s.year), "待核" if s.status == "待核" else "已核对", s.document] for s in specs
    ]
    print(table(head, rows, most=44))
    return 0
