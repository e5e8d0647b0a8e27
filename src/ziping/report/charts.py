"""A small bar chart as Word draws it itself (DrawingML): grey-blue bars, a label at each, nothing else.

Its values are cached in it; there is no workbook behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from ziping.domain.decimals import half_up, plain
from ziping.domain.figures import ChartPlace
from ziping.domain.wording import percent
from ziping.report.styles import SONGTI, TEXT_WIDTH, WESTERN
from ziping.report.wordml import legal

_EMU_PER_TWIP, _EMU_PER_CM = 635, 360_000
_HIGHEST, _BAR, _EDGES = 6 * _EMU_PER_CM, _EMU_PER_CM * 7 // 10, _EMU_PER_CM * 4 // 10
# Beyond the longest bar there is room for its label.
_ROOM = Decimal("1.15")
_FILL, _AXIS, _INK = "5B7B9D", "A6A6A6", "404040"
_SIZES = ((8, 1050), (12, 900), (16, 700))
_SMALLEST = 600
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart_xml(place: ChartPlace) -> bytes:
    """chartN.xml of ``place``; fractions are shown as percentages, the first bar on top."""
    names, values = [name for name, _ in place.bars], [value for _, value in place.bars]
    rates = "0%" if not any("." in percent(value) for value in values) else "0.00%"
    highest = plain(half_up(max(Decimal(1), *values) * _ROOM, 2))
    text = _text(next((size for most, size in _SIZES if len(values) <= most), _SMALLEST))
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace {nsdecls("c", "a")}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>
<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>
<c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/>
<c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>{_points([place.title])}</c:strCache></c:strRef></c:tx>
<c:spPr><a:solidFill><a:srgbClr val="{_FILL}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>
<c:dLbls><c:numFmt formatCode="{rates}" sourceLinked="0"/><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{text}
<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>
<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>
<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${len(names) + 1}</c:f><c:strCache>{_points(names)}</c:strCache></c:strRef></c:cat>
<c:val><c:numRef><c:f>Sheet1!$B$2:$B${len(names) + 1}</c:f><c:numCache><c:formatCode>{rates}</c:formatCode>
{_points([plain(half_up(value, 6)) for value in values])}</c:numCache></c:numRef></c:val></c:ser>
<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>
<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>
<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>
<c:tickLblPos val="low"/><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{_AXIS}"/></a:solidFill></a:ln></c:spPr>
{text}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>
<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>
<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{highest}"/><c:min val="0"/></c:scaling>
<c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="{rates}" sourceLinked="0"/><c:majorTickMark val="none"/>
<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>
<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>
<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{text}</c:chartSpace>""".encode()


def drawing(place: ChartPlace, relationship: str, number: int) -> BaseOxmlElement:
    """The run that shows the chart: as wide as the text, at most 6 cm high, its values as the alternative text."""
    height = min(_HIGHEST, _EDGES + _BAR * len(place.bars))
    told = "，".join(f"{name}{percent(value)}" for name, value in place.bars)
    run: BaseOxmlElement = parse_xml(
        f'<w:r {nsdecls("w", "wp", "a", "c", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{TEXT_WIDTH * _EMU_PER_TWIP}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name={quoteattr(place.title)} descr={quoteattr(legal(told))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_URI}"><c:chart r:id="{relationship}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    return run


def _points(texts: Sequence[str]) -> str:
    points = (f'<c:pt idx="{at}"><c:v>{escape(legal(text))}</c:v></c:pt>' for at, text in enumerate(texts))
    return f'<c:ptCount val="{len(texts)}"/>{"".join(points)}'


def _text(size: int) -> str:
    """Font and size of all texts (1/100 pt)."""
    return (
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0">'
        f'<a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill><a:latin typeface="{WESTERN}"/>'
        f'<a:ea typeface="{SONGTI}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
