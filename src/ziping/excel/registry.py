"""Every ribbon button and every worksheet function, declared once.

The ribbon, the VBA modules and the help of the function wizard are generated from here (``addin/build.py``); the
actions and functions themselves are found by these names. Nothing of Excel is imported.
"""

from __future__ import annotations

from typing import Literal

import msgspec

TAB = "绩效自评"
"""The ribbon tab, and the category of the functions in the function wizard."""
ENTRY = "ziping.excel.entry"
"""The module whose ``run(id, argument)`` a button calls."""
SERVER = "ziping.excel.server"
"""The module whose ``serve(clsid)`` is the Python that an Excel starts."""
UDF_MODULE = "ziping.excel.udfs"
"""The module of the worksheet functions; a function bears the UDF's name in lower case."""

VALUES = "values"
"""What the first item of 导出上报版 brings along; the others the id of a layout."""

Menu = Literal["", "templates", "standards", "layouts"]
Group = Literal["自评表", "计分与校验", "报告", "结转与上报", "帮助"]


class Button(msgspec.Struct, frozen=True, kw_only=True):
    """A button of the tab. ``image`` is a name of Office's own pictures (imageMso). One with a ``menu`` opens the list
    of what the regions have of that, and its items, not itself, are clicked, each with its id as the argument;
    ``first`` is an item above them, clicked with the argument VALUES, ``other`` the last one, for the user's own
    regions, clicked without an argument."""

    id: str
    label: str
    screentip: str
    help: str
    image: str
    group: Group
    large: bool = False
    menu: Menu = ""
    first: str = ""
    other: str = ""

    @property
    def procedure(self) -> str:
        """The VBA callback: ``insert_row`` → ``ZpInsertRow``."""
        return "Zp" + "".join(word.capitalize() for word in self.id.split("_"))


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """An argument of a UDF: ``name`` is what the function wizard shows (ASCII, as all of VBA), ``help`` the text under
    it. ``area`` is read as rows of cells, ``rest`` takes any number of values and comes last."""

    name: str
    help: str
    optional: bool = False
    area: bool = False
    rest: bool = False


class Udf(msgspec.Struct, frozen=True, kw_only=True):
    """A worksheet function. ``array`` says that it gives rows of cells, not one value."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    array: bool = False

    @property
    def function(self) -> str:
        """The Python function in UDF_MODULE."""
        return self.name.lower()


def button(id: str) -> Button:
    """The button ``id``. Raises KeyError for any other text."""
    return {one.id: one for one in BUTTONS}[id]


def udf(name: str) -> Udf:
    """The UDF of a name in either case. Raises KeyError for any other text."""
    return {one.name: one for one in UDFS}[name.upper()]


BUTTONS = (
    Button(
        id="new", label="新建自评表", screentip="新建一份自评表工作簿", image="FileNew", group="自评表", large=True,
        menu="templates", other="自己的表式……",
        help="按地区选一种表式，新建带计分公式的工作簿。正在填的工作簿不受影响。",
    ),
    Button(
        id="insert_row", label="插入指标行", screentip="在所选行下面插入一行指标", image="TableRowsInsertBelowExcel",
        group="自评表", help="连同公式、下拉选项和合并单元格一起插入。先选中指标表里的一个单元格，再点这里。",
    ),
    Button(
        id="delete_row", label="删除指标行", screentip="删除所选的指标行", image="TableRowsDeleteExcel", group="自评表",
        help="删除前会问一次，并先备份工作簿。合计和公式随之调整。",
    ),
    Button(
        id="weights", label="分配权重", screentip="把分值分到各项指标", image="PercentStyle", group="自评表",
        help="按规则包规定的一级指标分值，在各自的指标间平均分配，合计正好等于总分。已填的分值要您确认后才改。",
    ),
    Button(
        id="score", label="计算得分", screentip="逐项计分，算出总分和等级", image="Calculator", group="计分与校验",
        large=True, help="拆开粘贴进来的“≥90%”一类指标值，按规则包逐项计分并写明得分怎么来的。定性指标不会自动给满分。",
    ),
    Button(
        id="check", label="校验", screentip="找出会被退回的问题", image="AcceptInvitation", group="计分与校验",
        large=True, help="按审核规则检查整个工作簿，问题列在“校验结果”表：哪个单元格、算式是什么、怎么改。",
    ),
    Button(
        id="report", label="生成报告", screentip="生成 Word 自评报告", image="ExportWord", group="报告", large=True,
        help="先校验，再生成公文格式的报告，放在工作簿旁边并打开。已有的同名报告会先改名保留；没填完的地方会指出来。",
    ),
    Button(
        id="check_report", label="核对报告", screentip="核对改过的 Word 报告", image="ReviewTrackChanges", group="报告",
        help="选一份在 Word 里改过的报告，逐处对照这个工作簿：数字、年度、单位名称和提纲是否一致。",
    ),
    Button(
        id="rollover", label="结转下年", screentip="把工作簿结转到下一年度", image="CalendarsGallery",
        group="结转与上报",
        help="另存一份新工作簿：保留单位、项目和指标，今年的完成值成为上年数，需要重填的清空。原工作簿不变。",
    ),
    Button(
        id="import_table", label="导入旧表", screentip="从别处的自评表取数", image="ImportExcel", group="结转与上报",
        help="选一份外来的自评表（Excel 或 Word），按表头认出各列，转成可计分的新工作簿。认不准的地方会列出来，不猜。",
    ),
    Button(
        id="rescore", label="换规则包", screentip="换一个规则包计分，逐项对照", image="RefreshAll", group="结转与上报",
        menu="standards", other="自己的规则包……",
        help="选一个规则包，另存一份按它计分的工作簿，新旧得分逐项并排并写明为什么不同。原工作簿不变。",
    ),
    Button(
        id="submit", label="导出上报版", screentip="另存一份上报文件", image="FileSendAsAttachment", group="结转与上报",
        menu="layouts", first="上报版（只有数值的工作簿）", other="自己的导入格式……",
        help="上报版去掉公式、隐藏表、宏和本工具的标记，样子不变；导入格式给各地的系统用。都另存为新文件。",
    ),
    Button(
        id="rule", label="规则依据", screentip="看这一处的规则和依据", image="FindDialog", group="帮助",
        help="选中“校验结果”里的一行或有标记的单元格再点：显示规则查什么、文号依据、正例反例和怎么改。",
    ),
    Button(
        id="selfcheck", label="自检", screentip="检查本工具是否装好", image="ControlProperties", group="帮助",
        help="显示版本、安装位置、宏和信任设置，并写一份可以发给维护者的报告。不含您的数据。",
    ),
    Button(
        id="about", label="关于", screentip="版本和许可", image="Info", group="帮助",
        help="自评表助手的版本、许可和使用手册在哪里。",
    ),
)  # fmt: skip

_TARGET = Argument(name="target", help="指标值，照表上写法，如 ≥90%、12次、2025年12月底前完成")
_ACTUAL = Argument(name="actual", help="实际完成值，照表上写法，如 95%、12次")
_WEIGHT = Argument(name="weight", help="分值，如 10")
_STANDARD = Argument(name="standard", help="规则包编号，如 national-2020；不写就用 national-2020", optional=True)
_LEVEL = Argument(name="level", help="一级指标，如 满意度指标；规则包对它另有计分办法时要写", optional=True)
_TABLE = Argument(
    name="area", help="带表头的指标表；没有表头时依次是指标值、实际完成值、分值、得分四列（得分可不选）", area=True
)

UDFS = (
    Udf(
        name="ZP_SCORE", help="按规则包给一项指标计分；算不出来的（如定性指标）说明原因，不给满分",
        arguments=(_TARGET, _ACTUAL, _WEIGHT, _STANDARD, _LEVEL),
    ),
    Udf(name="ZP_COMPLETION", help="一项指标的完成率，如 0.95", arguments=(_TARGET, _ACTUAL, _STANDARD)),
    Udf(name="ZP_MET", help="一项指标是否达到指标值：是、否，看不出来时为空", arguments=(_TARGET, _ACTUAL, _STANDARD)),
    Udf(name="ZP_WHY", help="一项指标的得分怎么来的", arguments=(_TARGET, _ACTUAL, _WEIGHT, _STANDARD, _LEVEL)),
    Udf(
        name="ZP_EXECUTION", help="预算执行率；给了分值就按执行率计分",
        arguments=(
            Argument(name="budget", help="全年预算数（万元）"),
            Argument(name="executed", help="全年执行数（万元）"),
            Argument(name="weight", help="预算执行率的分值，一般是 10；不写就给出执行率", optional=True),
            _STANDARD,
        ),
    ),
    Udf(
        name="ZP_GRADE", help="总分对应的等级，如 优、良、中、差",
        arguments=(Argument(name="total", help="总分，如 92.5"), _STANDARD),
    ),
    Udf(
        name="ZP_WEIGHTS", help="把总分值分到各项指标上，合计正好等于总分值（数组，与区域同行数）", array=True,
        arguments=(
            Argument(name="area", help="指标所在的区域，第一列是一级指标，一行一项；空行不分", area=True),
            Argument(name="total", help="要分配的总分值，如 90"),
            _STANDARD,
        ),
    ),
    Udf(
        name="ZP_SCORES", help="给整张表计分，一次算完（数组，每行依次是得分、完成率、达成、得分怎么来的）", array=True,
        arguments=(_TABLE, _STANDARD),
    ),
    Udf(
        name="ZP_CHECK", help="检查整张表，列出问题（数组，一行一个；没有问题时写“未发现问题”）", array=True,
        arguments=(_TABLE, _STANDARD),
    ),
    Udf(
        name="ZP_YOY", help="同上年比的规范说法，如“增加615.65万元，增加106.56%”",
        arguments=(
            Argument(name="this_year", help="本年数（万元）"),
            Argument(name="last_year", help="上年数（万元）"),
        ),
    ),
    Udf(
        name="ZP_TEXT", help="把数值填进一句话，写法同报告文字，如 预算{{ 预算|万元 }}",
        arguments=(
            Argument(name="template", help="一句话，要填数的地方写 {{ 名称 }}，如 预算执行率为{{ 执行率 }}"),
            Argument(name="values", help="名称、值、名称、值……依次写；或者一个两列的区域（名称、值）", rest=True),
        ),
    ),
)  # fmt: skip
