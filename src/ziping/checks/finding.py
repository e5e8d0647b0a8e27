"""A finding of the check: what is wrong, where, by which arithmetic, and how to put it right."""

from __future__ import annotations

import msgspec

from ziping.domain.standard import Severity


class Finding(msgspec.Struct, frozen=True):
    """One finding. ``error`` is returned by the finance bureau (退回), ``warning`` needs an explanation (需说明),
    ``info`` is a hint (提示). ``stated`` is what stands on the sheet, ``expected`` what the rule makes of it,
    ``arithmetic`` the calculation written out, ``basis`` the clause, ``fix`` what to do, ``note`` the
    explanation that the unit keeps beside it (说明并保留)."""

    code: str
    severity: Severity
    sheet: str
    cell: str
    message: str
    stated: str | None = None
    expected: str | None = None
    arithmetic: str | None = None
    basis: str = ""
    fix: str = ""
    note: str = ""
