"""What keeps a workbook from being submitted, apart from the findings of the check."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """``cell`` on ``sheet``, and in one plain sentence what is wrong with it and what to do."""

    sheet: str
    cell: str
    message: str
