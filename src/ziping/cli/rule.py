"""ziping rule: the page of one check rule."""

from __future__ import annotations

from argparse import Namespace

from ziping.errors import ZipingError


def run(options: Namespace) -> int:
    from ziping.checks.catalogue import catalogue
    from ziping.checks.pages import page

    code = options.code.upper()
    if code not in catalogue():
        raise ZipingError(f"没有编号为“{options.code}”的校验规则，已有：{'、'.join(catalogue())}。")
    print(page(code))
    return 0
