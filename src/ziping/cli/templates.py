"""ziping templates: the forms there are."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from ziping.cli.output import print_json
from ziping.cli.table import table
from ziping.domain.standard import status_text
from ziping.forms.template import TemplateSpec, load_template, template_ids


def run(options: Namespace) -> int:
    specs = [load_template(id) for id in template_ids()]
    if options.json:
        print_json([_shown(spec) for spec in specs])
        return 0
    head = ("表式", "名称", "地区", "年度", "状态", "表数", "文号")
    print(table(head, [_row(spec) for spec in specs], most=44))
    return 0


def _shown(spec: TemplateSpec) -> dict[str, Any]:
    keys = ("id", "title", "region", "year", "document", "status")
    return {**{key: getattr(spec, key) for key in keys}, "forms": [sheet.form for sheet in spec.sheets]}


def _row(spec: TemplateSpec) -> list[str]:
    status = status_text(spec.status)
    return [spec.id, spec.title, spec.region, str(spec.year), status, str(len(spec.sheets)), spec.document]
