"""自检, 关于: versions, places and settings, as a text to send to whoever helps."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from ziping import __version__, log
from ziping.errors import ZipingError
from ziping.excel import com
from ziping.excel.click import Click
from ziping.excel.dialogs import open_file

_NOT_SET = "没有设置"


def selfcheck(click: Click) -> str:
    """Writes the report into the folder of the log and opens it."""
    from ziping.ooxml.safe import write_new

    click.say.progress("正在自检")
    lines = [f"自评表助手 自检报告　{click.now:%Y-%m-%d %H:%M:%S}", ""]
    for title, facts in _chapters(click):
        lines += [f"【{title}】", *(f"{label}：{value}" for label, value in _as_far_as_it_goes(facts)), ""]
    path = log.log_path().with_name(f"自检报告-{click.now:%Y%m%d-%H%M%S}.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_new(path, "\n".join(lines).encode("utf-8-sig"), now=click.now)
    open_file(path)
    return f"自检完成，报告在：{path}\n遇到问题时，请把它和同一文件夹里的日志一起发给维护者；里面没有您填的数据。"


def about(click: Click) -> str:  # noqa: ARG001 - every action gets the click
    """Version, licence, where help is."""
    return (
        f"自评表助手 ziping {__version__}\n在 Excel 里完成预算绩效自评的填报、计分、校验和报告。\n"
        "MIT 许可，免费使用。\n"
        f"遇到问题先点“自检”。日志在：{log.log_path()}"
    )


def _chapters(click: Click) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    yield "版本", _versions(click)
    yield "位置", _places(click)
    yield "宏和信任", _trust(com.described(click.app).get("Version", "16.0"))
    yield "当前工作簿", _workbook(click)


def _as_far_as_it_goes(facts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What is wrong must not keep the report from being written that is to help with it."""
    try:
        yield from facts
    except Exception as error:
        log.note_exception(error)
        yield "没有查完", str(error) or type(error).__name__


def _versions(click: Click) -> Iterator[tuple[str, str]]:
    yield "自评表助手", __version__
    yield from ((package, _installed(package)) for package in ("xlwings", "lxml", "python-docx"))
    yield "Python", f"{platform.python_version()} {platform.architecture()[0]}"
    yield "系统", platform.platform()
    yield from ((f"Excel {name}", value) for name, value in com.described(click.app).items())


def _installed(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "没有找到，请重新运行安装程序"


def _places(click: Click) -> Iterator[tuple[str, str]]:
    from ziping.forms.template import template_ids
    from ziping.standards.loader import list_standards

    yield "Python 解释器", sys.executable
    yield "程序", str(Path(__file__).parents[1])
    yield "日志", str(log.log_path())
    yield "表式", f"{len(template_ids())} 种"
    yield "规则包", f"{len(list_standards())} 个"
    for path in com.add_ins(click.app):
        yield "已打开的加载项", path
        yield "　来自互联网的标记", _mark_of_the_web(path)


def _workbook(click: Click) -> Iterator[tuple[str, str]]:
    book = click.open_book
    if book is None:
        yield "状态", "没有打开的工作簿"
        return
    yield "格式", Path(book.name).suffix or "没有保存过"
    yield "只读", "是" if com.is_read_only(book.book) else "否"
    yield "受保护的工作表", f"{sum(com.protection(sheet) is not None for sheet in book.book.sheets)} 张"
    try:
        forms = book.read().settled()[1].forms
        yield "认出的表", "、".join(form.form for form in forms)
    except ZipingError as error:
        yield "认出的表", str(error).replace(book.name, "当前工作簿")


if sys.platform == "win32":
    import winreg

    _SETTINGS = (
        ("宏设置 VBAWarnings", r"Excel\Security", "VBAWarnings"),
        ("拦截来自互联网的宏", r"Excel\Security", "blockcontentexecutionfrominternet"),
        ("停用受信任位置", r"Excel\Security\Trusted Locations", "AllLocationsDisabled"),
        ("只许有签名的加载项", r"Excel\Security", "RequireAddinSig"),
        ("信任对 VBA 工程的访问", r"Excel\Security", "AccessVBOM"),
    )
    _DEFENDER = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
    _NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
    """“Block all Office applications from creating child processes”."""

    def _trust(version: str) -> Iterator[tuple[str, str]]:
        """What the user and the administrator set; 1 allows all macros, 2 asks, 3 only signed ones, 4 none."""
        for label, key, name in _SETTINGS:
            for who, root in (("本人", "Software"), ("管理员", r"Software\Policies")):
                place = rf"{root}\Microsoft\Office\{version}\{key}"
                yield f"{label}（{who}）", _setting(winreg.HKEY_CURRENT_USER, place, name)
        yield "不许 Office 启动别的程序（管理员）", _setting(winreg.HKEY_LOCAL_MACHINE, _DEFENDER, _NO_CHILDREN)

    def _mark_of_the_web(path: str) -> str:
        """Windows keeps it in a stream beside the file; Excel runs no macros of a marked one."""
        try:
            with open(f"{path}:Zone.Identifier", encoding="utf-8", errors="replace") as stream:
                return "有，宏会被拦截，请重新运行安装程序" if "ZoneId=3" in stream.read() else "没有"
        except OSError:
            return "没有"

    def _setting(root: int, key: str, name: str) -> str:
        try:
            with winreg.OpenKey(root, key) as opened:
                return str(winreg.QueryValueEx(opened, name)[0])
        except OSError:
            return _NOT_SET

else:

    def _mark_of_the_web(path: str) -> str:  # noqa: ARG001
        return "只有 Windows 有"

    def _trust(version: str) -> Iterator[tuple[str, str]]:  # noqa: ARG001
        yield "说明", "只有 Windows 有这些设置"
