"""Layouts written as an .xlsx by XlsxWriter: the same layouts always give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from ziping.forms.layout import Chart, Layout, Place, Rule, span
from ziping.forms.links import quoted
from ziping.forms.styles import properties

_EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed moment keeps the file reproducible
_PROTECT = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": False,
    "select_locked_cells": True,
}


class _Formats:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}

    def get(self, style: str, *, unlocked: bool = False) -> Any:
        key = (style, unlocked)
        if key not in self._made:
            self._made[key] = self._book.add_format(properties(style, unlocked=unlocked))
        return self._made[key]


def write_workbook(layouts: Sequence[Layout], *, title: str, first: str) -> bytes:
    """The workbook with these sheets in order, opened on sheet ``first``."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": title, "author": "", "comments": "自评表助手 ziping 模板", "created": _EPOCH})
    book.set_calc_mode("auto")
    formats = _Formats(book)
    for layout in layouts:
        sheet = book.add_worksheet(layout.sheet)
        _write_sheet(book, sheet, layout, formats)
        if layout.sheet == first:
            sheet.activate()
            sheet.set_first_sheet()
        sheet_name = quoted(layout.sheet)
        own = {name: f"{sheet_name}!{span(*area)}" for name, area in layout.names.items()}
        own |= layout.pointers | {name: f'"{text}"' for name, text in layout.constants.items()}
        for name, refers_to in own.items():
            _define(book, name, refers_to, sheet)
        for name, area in layout.shared.items():
            _define(book, name, f"{sheet_name}!{span(*area)}")
    book.close()
    return buffer.getvalue()


def _define(book: Any, name: str, refers_to: str, sheet: Any = None) -> None:
    """A defined name of a sheet, or of the whole workbook. ``Workbook.define_name`` takes the sheet as a part of a
    text, from which it cannot tell a title with ' or ! in it."""
    book.defined_names.append([name, -1 if sheet is None else sheet.index, refers_to, False])


def _write_sheet(book: Any, sheet: Any, layout: Layout, formats: _Formats) -> None:
    for column, width in enumerate(layout.widths, 1):
        style, unlocked = layout.column_styles.get(column, (None, False))
        format = None if style is None else formats.get(style, unlocked=unlocked)
        sheet.set_column(column - 1, column - 1, width, format, {"hidden": column in layout.hidden})
    for row, height in layout.heights.items():
        sheet.set_row(row - 1, height)
    for place in layout.places:
        _write_place(sheet, place, formats.get(place.style, unlocked=place.unlocked))
    for rule in layout.validations:
        sheet.data_validation(*_zero_based(rule), _trimmed(rule.options))
    for rule in layout.conditions:
        options = {**rule.options, "format": formats.get(rule.options["format"])}
        sheet.conditional_format(*_zero_based(rule), options)
    for chart in layout.charts:
        _draw_chart(book, sheet, layout.sheet, chart)
    _page_setup(sheet, layout)
    sheet.protect("", _PROTECT)
    sheet.hide_gridlines(2)


def _draw_chart(book: Any, sheet: Any, name: str, chart: Chart) -> None:
    def area(cells: tuple[int, int, int, int]) -> list[Any]:
        return [name, *(number - 1 for number in cells)]

    font = {"name": "宋体", "size": 10}
    bars = book.add_chart({"type": "bar"})
    bars.add_series({
        "categories": area(chart.labels), "values": area(chart.values), "gap": 60, "fill": {"color": "#5B9BD5"},
        "data_labels": {"value": True, "num_format": "0.0%", "font": font},
    })  # fmt: skip
    bars.set_title({"name": chart.title, "name_font": {**font, "size": 12}, "overlay": False})
    bars.set_legend({"none": True})
    bars.set_x_axis({"min": 0, "max": 1, "visible": False, "major_gridlines": {"visible": False}})
    bars.set_y_axis({"reverse": True, "num_font": font})
    bars.set_size({"width": 540, "height": 90 + 34 * (chart.labels[2] - chart.labels[0] + 1)})
    sheet.insert_chart(chart.row - 1, chart.column - 1, bars)


def _zero_based(rule: Rule) -> tuple[int, int, int, int]:
    top, left, bottom, right = rule.area
    return top - 1, left - 1, bottom - 1, right - 1


def _trimmed(options: dict[str, Any]) -> dict[str, Any]:
    """Excel refuses a file whose input title is longer than 32 or whose message is longer than 255 characters."""
    limits = {"input_title": 32, "error_title": 32, "input_message": 255, "error_message": 255}
    return {key: value[: limits[key]] if key in limits else value for key, value in options.items()}


def _write_place(sheet: Any, place: Place, format: Any) -> None:
    row, column = place.row - 1, place.column - 1
    if place.rows > 1 or place.columns > 1:
        sheet.merge_range(row, column, place.bottom - 1, place.right - 1, "", format)
    if place.formula is not None:
        sheet.write_formula(row, column, "=" + place.formula, format, "")
    elif place.value is None:
        sheet.write_blank(row, column, None, format)
    elif isinstance(place.value, Decimal | int):
        sheet.write_number(row, column, place.value, format)
    elif isinstance(place.value, date):
        sheet.write_datetime(row, column, place.value, format)
    else:
        sheet.write_string(row, column, place.value, format)


def _page_setup(sheet: Any, layout: Layout) -> None:
    last = max((place.bottom for place in layout.places), default=1)
    if layout.charts:
        last = max(last, layout.row - 1)
    sheet.set_paper(9)
    sheet.print_black_and_white()
    if layout.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    if layout.printed:
        sheet.print_area(0, 0, last - 1, layout.printed - 1)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    if layout.repeat:
        sheet.repeat_rows(layout.repeat[0] - 1, layout.repeat[1] - 1)
