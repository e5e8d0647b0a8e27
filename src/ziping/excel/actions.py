"""The action behind each button of the ribbon, by the button's id; only the clicked one is imported.

An action gets the click and gives the text of its one message, "" where there is nothing to say. It raises ZipingError
for what the user has to know, CancelledError where he does not want to go on.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ziping.errors import ZipingError
from ziping.excel.click import Click

Action = Callable[[Click], str]

_PLACES = {
    "new": "creating",
    "insert_row": "rows",
    "delete_row": "rows",
    "weights": "weighting",
    "score": "scoring",
    "check": "checking",
    "report": "reporting",
    "check_report": "reporting",
    "rollover": "carrying",
    "import_table": "bringing",
    "rescore": "rescoring",
    "submit": "submitting",
    "rule": "rules",
    "selfcheck": "selfcheck",
    "about": "selfcheck",
}
"""The module whose function of the button's name does it."""

IDS = tuple(_PLACES)


def action(id: str) -> Action:
    """What the button ``id`` does. Raises ZipingError for an id of another version."""
    if id not in _PLACES:
        raise ZipingError(f"加载项里的按钮“{id}”本版本没有，请重新运行安装程序。")
    found: Action = getattr(import_module(f"ziping.excel.{_PLACES[id]}"), id)
    return found
