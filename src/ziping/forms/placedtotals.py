"""The sums of a form: those of the new form take the place of the old ones, a total that they do not give stays."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.model import SelfEvaluation
from ziping.domain.scoring import grade_of, score_form
from ziping.domain.standard import Standard
from ziping.forms.inventory import Ledger
from ziping.forms.placedrows import Rows
from ziping.forms.spec import FormSpec, TotalBlock


def _fields(form: FormSpec) -> set[str]:
    return {cell.field for block in form.blocks if isinstance(block, TotalBlock) for cell in block.spans if cell.field}


def place_totals(model: SelfEvaluation, form: FormSpec, rules: Standard, place: str, ledger: Ledger) -> None:
    """Moves total, sum of weights and grade to those of the new form, where they say the same."""
    fields = _fields(form)
    weights = [number for row in model.indicators if (number := row.weight.amount()) is not None]
    funds = model.fund("total")
    execution = funds.weight.amount() if funds else None
    total = model.total.amount()
    if "total_score" in fields and (total is not None or model.total.formula):
        ledger.move(model.total, f"{place}的总分")
    stated = model.total_weight.amount()
    if "total_weight" in fields and (model.total_weight.formula or stated == sum(weights, execution or Decimal(0))):
        ledger.move(model.total_weight, f"{place}的分值合计")
    same = total is not None and grade_of(total, rules) == (model.grade.text or "").strip()
    if "grade" in fields and (model.grade.formula or same):
        ledger.move(model.grade, f"{place}的等级")
    if "total_score" in fields:
        for block in model.block_totals:
            ledger.move(block.weight, f"{place}的分值合计")
            ledger.move(block.score, f"{place}的总分")


def typed_total(model: SelfEvaluation, form: FormSpec, rules: Standard, rows: Rows) -> Decimal | None:
    """The total that the unit typed, where the sum of the new form is another one or there is none."""
    total = None if model.total.error or model.total.formula else model.total.amount()
    if total is None or "total_score" not in _fields(form) or (not rows and not form.indicator_blocks()):
        return None
    return None if score_form(model, rules).total == total else total
