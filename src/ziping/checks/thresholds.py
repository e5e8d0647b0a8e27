"""Where a figure of the unit calls for an explanation. None of these lines is drawn by a national document, so each
says where it comes from and that it is still to be confirmed."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.standard import Sourced

ADJUSTMENT = Sourced(value=Decimal("0.1"), source="各地部门整体支出评价指标通行做法：预算调整率一般控制在 10% 以内")
RECEPTION = Sourced(value=Decimal(150), source="各地公务接待工作餐标准通行上限：每人次 150 元")
UNITS_APART = (Decimal(2000), Decimal(50000))
"""Two amounts of the same thing that are this many times apart are in 元 and in 万元: ten thousand times, with room
for what was not spent."""
