"""What the sheets of the new workbook are called: as the old ones, or after the projects where several tables shared
one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ziping.domain.model import SelfEvaluation
from ziping.forms.overview import OVERVIEW_SHEET
from ziping.forms.pages import BASIS_SHEET, FACTS_SHEET, HELP_SHEET, TEXT_SHEET
from ziping.forms.results import RESULTS_SHEET
from ziping.forms.spec import load_form
from ziping.importing.reportpage import REPORT_SHEET
from ziping.ooxml.titles import free_title
from ziping.patterns import pattern

_NAMELESS = pattern(r"(?i)sheet\s*\d*|工作表\s*\d*|.*\.(?:docx?|docm|wps)")
_WORKING = (HELP_SHEET, BASIS_SHEET, TEXT_SHEET, FACTS_SHEET, RESULTS_SHEET, OVERVIEW_SHEET, REPORT_SHEET)
_FORBIDDEN = pattern(r"[\[\]:*?/\\]|^'+|'+$|\s+")


def sheet_names(models: Sequence[SelfEvaluation], forms: Sequence[str]) -> list[str]:
    """A name for each table, all different; ``forms`` are the ids of those they go to."""
    wanted = [_wanted(model, form) for model, form in zip(models, forms, strict=True)]
    shared = Counter(wanted)
    taken = set(_WORKING)
    found = []
    for model, name in zip(models, wanted, strict=True):
        project = _FORBIDDEN.sub("", model.project.text or "")
        free = free_title(project if shared[name] > 1 and project else name, taken, numbered="（{}）")
        taken.add(free)
        found.append(free)
    return found


def _wanted(model: SelfEvaluation, form: str) -> str:
    """As the old sheet where somebody gave it a name, else as the form."""
    nameless = _NAMELESS.fullmatch(model.sheet) or model.sheet in _WORKING
    return load_form(form).sheet if nameless else model.sheet
