"""Page, fonts and paragraph styles of an official document (GB/T 9704-2012 党政机关公文格式)."""

from __future__ import annotations

from typing import NamedTuple

# Twips. 225 mm of text height hold 22 lines; 156 mm of text width hold 28 characters of 16 pt.
LINE = 579
CHARACTER = 320
PAGE = (11906, 16838)
MARGINS = {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474}
FOOTER = 1417
TEXT_WIDTH = PAGE[0] - MARGINS["left"] - MARGINS["right"]
LANDSCAPE_WIDTH = PAGE[1] - MARGINS["top"] - MARGINS["bottom"]
# What each of 28 characters lacks of 16 pt, in 1/4096 pt: the grid of the page. LibreOffice draws such a grid too
# wide, so the texts leave it and are condensed by as much themselves, in twips.
CHARACTER_SPACE = -842
_CONDENSED = '<w:spacing w:val="-5"/>'

WESTERN = "Times New Roman"
FANGSONG, KAITI, HEITI, SONGTI, TITLE_SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"

# What Word may take where a font is not installed; it would silently take 宋体 for all of them.
_FONTS = (
    (FANGSONG, "仿宋", "modern"),
    (KAITI, "楷体", "modern"),
    (HEITI, "SimHei", "modern"),
    (SONGTI, "SimSun", "auto"),
    (TITLE_SONG, "华文中宋", "script"),
)

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_EXACT = f'<w:spacing w:line="{LINE}" w:lineRule="exact"/>'
_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"


class _Style(NamedTuple):
    id: str
    name: str
    font: str = FANGSONG
    half_points: int = 32
    paragraph: str = ""
    run: str = ""
    next: str = ""


_STYLES = (
    _Style("Title", "Title", TITLE_SONG, 44,
           f'<w:keepNext/><w:spacing w:after="{LINE}" w:line="640" w:lineRule="exact"/>'
           '<w:jc w:val="center"/>', next="BodyText"),
    _Style("PartTitle", "部分标题", HEITI,
           paragraph=f'<w:keepNext/><w:spacing w:after="{LINE}" w:line="{LINE}" w:lineRule="exact"/>'
           '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>', next="BodyText"),
    _Style("BodyText", "Body Text", paragraph=_EXACT + _INDENT + '<w:jc w:val="both"/>'),
    _Style("Salutation", "Salutation", paragraph=_EXACT, next="BodyText"),
    _Style("Heading1", "heading 1", HEITI, paragraph=_KEEP + _EXACT + _INDENT + '<w:outlineLvl w:val="0"/>',
           next="BodyText"),
    _Style("Heading2", "heading 2", KAITI, paragraph=_KEEP + _EXACT + _INDENT + '<w:outlineLvl w:val="1"/>',
           next="BodyText"),
    _Style("Heading3", "heading 3", paragraph=_KEEP + _EXACT + _INDENT + '<w:outlineLvl w:val="2"/>', run="<w:b/>",
           next="BodyText"),
    _Style("Heading4", "heading 4", paragraph=_KEEP + _EXACT + _INDENT + '<w:outlineLvl w:val="3"/>',
           next="BodyText"),
    _Style("Signature", "Signature", paragraph="<w:keepLines/>" + _EXACT + '<w:jc w:val="right"/>'),
    _Style("AnnexMark", "附件标志", HEITI,
           paragraph=f'<w:keepNext/><w:spacing w:after="{LINE}" w:line="{LINE}" w:lineRule="exact"/>', next="Title"),
    _Style("DraftMark", "草稿标志", HEITI, paragraph=_EXACT + '<w:jc w:val="left"/>',
           run='<w:color w:val="C00000"/>'),
    _Style("Caption", "caption", HEITI, 24,
           '<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:jc w:val="center"/>'),
    _Style("Figure", "图", half_points=21,
           paragraph='<w:keepNext/><w:spacing w:before="120"/><w:jc w:val="center"/>', next="FigureTitle"),
    _Style("FigureTitle", "图题", HEITI, 24, '<w:spacing w:after="160"/><w:jc w:val="center"/>', next="BodyText"),
    _Style("TableUnit", "表格单位", half_points=21, paragraph='<w:keepNext/><w:jc w:val="right"/>'),
    _Style("TableText", "表格文字", half_points=21, paragraph='<w:jc w:val="left"/>'),
    _Style("TableHead", "表格表头", HEITI, 21, '<w:keepNext/><w:jc w:val="center"/>'),
    _Style("Header", "header", HEITI, 21, '<w:jc w:val="right"/>', '<w:color w:val="C00000"/>'),
    _Style("Footer", "footer", SONGTI, 28),
)  # fmt: skip


def fonts_used() -> tuple[str, ...]:
    """The fonts a report asks for; where one is not installed, Word silently takes another."""
    return (*(name for name, _, _ in _FONTS), WESTERN)


def styles_xml() -> bytes:
    """styles.xml: every font named for Chinese and western text, none taken from the theme. Every page is filled to
    its 22nd line, so single lines of a paragraph stay where they fall."""
    defaults = f'{_fonts(FANGSONG)}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    return f"""<w:styles {_NAMESPACE}>
<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/></w:pPr>
<w:rPr><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
{"".join(_style(style) for style in _STYLES)}</w:styles>""".encode()


def font_table_xml() -> bytes:
    """fontTable.xml with the second choice (altName) of every font."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, other, family in _FONTS
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {_NAMESPACE}>{fonts}</w:fonts>'.encode()


def settings_xml() -> bytes:
    """settings.xml: different odd and even pages, and Chinese as the language that decides fonts and line breaks."""
    return f"""<w:settings {_NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="{2 * CHARACTER}"/>
<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>""".encode()


def _style(style: _Style) -> str:
    follows = f'<w:next w:val="{style.next}"/>' if style.next else ""
    size = f'<w:sz w:val="{style.half_points}"/><w:szCs w:val="{style.half_points}"/>'
    condensed = _CONDENSED if style.half_points == 32 else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f"{follows}<w:qFormat/><w:pPr>{style.paragraph}</w:pPr>"
        f"<w:rPr>{_fonts(style.font)}{style.run}{condensed}{size}</w:rPr></w:style>"
    )


def _fonts(chinese: str) -> str:
    western = SONGTI if chinese == SONGTI else WESTERN
    return (
        f'<w:rFonts w:ascii="{western}" w:hAnsi="{western}" w:eastAsia="{chinese}" w:cs="{WESTERN}" w:hint="eastAsia"/>'
    )
