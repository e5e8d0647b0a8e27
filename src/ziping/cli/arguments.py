"""What every command takes, as one small function each; only that of the command that is run is called."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable
from typing import Any, NoReturn

from ziping import __version__

FAILED = 2
"""The exit code where nothing could be done; a command returns 0, or 1 for errors found in the workbook."""

_FILES = {
    "工作簿": "本工具的自评表工作簿（.xlsx、.xlsm）",
    "自评表": "本工具的工作簿（.xlsx、.xlsm），或别处的自评表（.xlsx、.xls、.et、.docx）",
    "自评表或报告": "本工具的工作簿，或别处的自评表（.xlsx、.xls、.et、.docx）；报告（.docx）用 --against 写上工作簿",
    "原表": "别处的自评表（.xlsx、.xlsm、.xls、.et、.docx）",
}


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32)
        self._action_max_length = 14  # argparse forgets how far commands are indented

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "参数", "选项"

    def error(self, message: str) -> NoReturn:
        self.exit(FAILED, f"命令写得不对：{_translated(message)}。用法见 {self.prog} --help\n")


def _translated(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required", "缺少参数"),
        ("unrecognized arguments", "不认识的参数"),
        ("invalid choice", "没有这个选择"),
        ("expected one argument", "后面要跟一个值"),
        ("invalid int value", "应为整数"),
        ("choose from", "可选"),
        ("argument ", "参数 "),
    ):
        message = message.replace(english, chinese)
    return message


def parser(names: Collection[str] | None = None) -> argparse.ArgumentParser:
    """The command line with the commands ``names``, all of them if None; docs are held against it by a test."""
    root = _Parser(prog="ziping", description="自评表助手：绩效自评表的填报、计分、校验和报告。", add_help=False)
    root.add_argument("-h", "--help", action="help", help="显示帮助")
    root.add_argument("--version", action="version", version=f"ziping {__version__}", help="显示版本")
    commands = root.add_subparsers(
        title="命令", dest="command", metavar="命令", required=True, parser_class=_Parser, help="要做的事："
    )
    for name, (help, define) in COMMANDS.items():
        if names is None or name in names:
            command = commands.add_parser(name, help=help, description=help, add_help=False)
            command.add_argument("-h", "--help", action="help", help="显示帮助")
            define(command)
    return root


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", nargs="?", default="ziping-demo", metavar="文件夹", help="默认 ziping-demo")


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument("template", metavar="表式", help="表式编号，见 ziping templates")
    command.add_argument("--unit", required=True, metavar="单位", help="实施单位名称")
    command.add_argument("--year", required=True, type=int, metavar="年度", help="评价年度，如 2025")
    command.add_argument("--standard", metavar="规则包", help="换用别的规则包，见 ziping standards")
    command.add_argument("--review", action="store_true", help="表旁加“复核”列（装了加载项才会算）")
    _output(command, "新工作簿的文件名")


def _show(command: argparse.ArgumentParser) -> None:
    _file(command, "自评表")
    _json(command)


def _import(command: argparse.ArgumentParser) -> None:
    _file(command, "原表")
    _json(command)
    _output(command, "新工作簿的文件名")
    command.add_argument("--standard", metavar="规则包", help="用哪个规则包计分，不写就用表式自带的")
    command.add_argument("--template", metavar="表式", help="导入成哪种表式，见 ziping templates；不写就用最像的一种")


def _score(command: argparse.ArgumentParser) -> None:
    _file(command, "自评表")
    _standard(command)
    _json(command)
    command.add_argument("--write", action="store_true", help="把粘贴的指标值拆开、得分更新后写回工作簿（先自动备份）")


def _check(command: argparse.ArgumentParser) -> None:
    _file(command, "自评表或报告")
    _standard(command)
    _json(command)
    command.add_argument("--against", metavar="工作簿", help="核对改过的 Word 报告（.docx）时，写上它的自评表工作簿")
    command.add_argument("--last", metavar="上年的表", help="同上年的自评表比：指标值有没有提高，文字有没有照抄")
    command.add_argument(
        "--write", action="store_true", help="把结果写进工作簿的“校验结果”工作表并标出单元格（先自动备份）"
    )


def _report(command: argparse.ArgumentParser) -> None:
    _file(command)
    _output(command, "报告的文件名（.docx）；有几份报告时写文件夹名")
    command.add_argument("--draft", action="store_true", help="没填完也生成，待填处标黄，注明草稿")
    command.add_argument("--document", action="append", metavar="报告", help="有几份报告时只生成这一份，可以写几次")
    command.add_argument("--bundle", action="store_true", help="几份报告按顺序合成一个文件")
    command.add_argument("--no-charts", action="store_true", help="报告里不放图")
    command.add_argument("--date", metavar="日期", help="成文日期，如 2026-02-28；不写就留给手填")


def _rollover(command: argparse.ArgumentParser) -> None:
    _file(command, sheets=False)
    _json(command)
    command.add_argument("--to", required=True, type=int, metavar="年度", help="结转到哪一年，如 2026")
    command.add_argument("--list", action="store_true", help="只列出会改哪些地方，不写文件")
    command.add_argument("--template", metavar="表式", help="下年换了表式时写新表式，见 ziping templates")
    command.add_argument("--standard", metavar="规则包", help="下年换了规则包时写新规则包，分值按它重新分配")
    _output(command, "下年工作簿的文件名，原文件不改", required=False)


def _rescore(command: argparse.ArgumentParser) -> None:
    _file(command, "自评表")
    _json(command)
    command.add_argument("--standard", required=True, metavar="规则包", help="换成哪个规则包，见 ziping standards")
    _output(command, "另存一份换了规则包的工作簿（只限本工具的），原文件不改", required=False)


def _submit(command: argparse.ArgumentParser) -> None:
    _file(command)
    _output(command, "上报版的文件名（.xlsx）")
    command.add_argument("--force", action="store_true", help="有错误也导出，并在表下写明")
    command.add_argument("--layout", metavar="格式", help="改为导出业务系统的导入格式；编号写错时列出全部")


def _rule(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", metavar="编号", help="如 R58")


def _file(command: argparse.ArgumentParser, name: str = "工作簿", *, sheets: bool = True) -> None:
    command.add_argument("file", metavar=name, help=_FILES[name])
    if sheets:
        command.add_argument("--sheet", metavar="工作表", help="文件里有几张自评表时，只看这一张")


def _standard(command: argparse.ArgumentParser) -> None:
    command.add_argument("--standard", metavar="规则包", help="用别的规则包复核，不改文件")


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="输出 JSON")


def _output(command: argparse.ArgumentParser, help: str, *, required: bool = True) -> None:
    command.add_argument("-o", "--output", required=required, metavar="文件", help=help)


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "demo": ("生成示例：填好的自评表、校验结果、Word 报告", _demo),
    "templates": ("列出全部表式", _json),
    "standards": ("列出全部规则包", _json),
    "new": ("新建一份自评表工作簿", _new),
    "show": ("显示读到的内容", _show),
    "import": ("把别的自评表导入成本工具的工作簿", _import),
    "score": ("计分，逐项说明得分怎么来的", _score),
    "check": ("校验，列出会被退回的问题", _check),
    "report": ("生成 Word 报告", _report),
    "rollover": ("结转下年：留结构、指标和分值，清空完成情况，年份顺延", _rollover),
    "rescore": ("换一个规则包计分，逐项对照", _rescore),
    "submit": ("导出上报版：只留数值，没有公式、宏、批注和隐藏的工作表", _submit),
    "rule": ("显示一条校验规则的说明", _rule),
}
"""What every command is for, and what defines its arguments."""
