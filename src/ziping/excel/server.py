"""The Python that Excel starts for the add-in, one for each Excel, and that ends with it."""

from __future__ import annotations

import atexit
from importlib import import_module

from ziping import log


def serve(clsid: str) -> None:
    """Answer the clicks and the cells of one Excel until it is closed."""
    log.setup("excel")
    try:
        xlwings = import_module("xlwings")
        # At its end xlwings would kill every Excel that shows no workbook: one that another program works with, and
        # the one that is just closing and still saves its settings.
        atexit.unregister(import_module("xlwings._xlwindows").cleanup)
        xlwings.serve(clsid)
    except Exception as error:
        log.note_exception(error)
        raise
