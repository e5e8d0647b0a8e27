"""Install, also over an older version or an interrupted installation."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Any

from install import environment as env
from install import plan
from install.excel import Excel, find_excel, hindrances, versions
from install.registered import forget_add_in
from install.removing import remove_home
from install.system import InstallError, System

_CLOSE = "Excel（或 WPS 表格）正开着。请保存并全部关闭，再运行一次。"
_DAMAGED = "安装包不完整（{}）。请重新下载，把整个压缩包解压到一个文件夹，再运行里面的 install.cmd。"
_NO_PLACE = "找不到可以安装的位置：用户文件夹的路径里有中文，公共文件夹又不能写。请把这个窗口截图发给维护者或信息中心。"
COMMANDS = {"home_uninstall.cmd": "uninstall.cmd", "home_ziping.cmd": "ziping.cmd"}
"""Scripts of the bundle that go into the program's folder, and their names there."""


def install(system: System, bundle: Path, runtime: env.Runtime) -> None:
    """Install from the unpacked ``bundle``. Raises InstallError; then what was installed before still works."""
    manifest = checked(bundle)
    _suits(manifest, runtime)
    if system.excel_is_open():
        raise InstallError(_CLOSE)
    excel, before = find_excel(system), system.values(plan.INSTALL).get("Home")
    layout = plan.Layout(_claimed_home(system, before), venv=runtime.brought is None)
    system.say(f"安装到 {layout.home}，请稍候……")
    _python(system, bundle, layout, runtime, manifest, excel)
    _program(system, bundle, layout)
    for key, values in plan.registry(layout, manifest["version"], env.size_kb(system.path(layout.home))).items():
        for name, value in values.items():
            system.write(key, name, value)
    if isinstance(before, str) and before != str(layout.home):
        remove_home(system, PureWindowsPath(before))
    if excel is None and not versions(system):
        system.say(
            f"装好了命令行。这台电脑上没有找到 Excel，所以没有装加载项。用法：\n  {layout.home}\\ziping.cmd --help"
        )
        return
    _add_in(system, bundle)
    for sentence in dict.fromkeys(hindrances(system)):
        system.say(f"注意：{sentence}")
    system.say(f"装好了（{plan.TITLE} {manifest['version']}）。请打开 Excel，功能区里有“绩效自评”；第一次请点“自检”。")


def checked(bundle: Path) -> dict[str, Any]:
    """The manifest, after every file has been compared with it. Raises InstallError for a damaged bundle."""
    program = bundle / "program"
    try:
        manifest: dict[str, Any] = json.loads((program / "manifest.json").read_text(encoding="utf-8"))
        for name, digest in manifest["files"].items():
            if hashlib.sha256((program / name).read_bytes()).hexdigest() != digest:
                raise InstallError(_DAMAGED.format(name))
    except FileNotFoundError as error:
        raise InstallError(_DAMAGED.format(f"缺少 {Path(str(error.filename)).name}")) from error
    except (OSError, ValueError, KeyError) as error:
        raise InstallError(_DAMAGED.format("读不出来")) from error
    return manifest


def _suits(manifest: dict[str, Any], runtime: env.Runtime) -> None:
    if runtime.platform not in manifest["platforms"]:
        raise InstallError(
            f"这个安装包不支持本机的 Windows 或 Python（{runtime.platform}），要 64 位的；Excel 32、64 位都可以。"
        )
    version = ".".join(map(str, runtime.version))
    if version not in manifest["pythons"]:
        raise InstallError(
            f"这个安装包要用 Python {'、'.join(manifest['pythons'])}，找到的是 {version}。请改用带 Python 的安装包。"
        )


def _claimed_home(system: System, before: object) -> PureWindowsPath:
    """The folder to install into, made and noted, so that an interrupted installation finds it again."""
    for home in plan.homes(system.env, system.sid()):
        if _usable(system, home, noted=str(home) == before):
            system.write(plan.INSTALL, "Home", str(home))
            return home
    raise InstallError(_NO_PLACE)


def _usable(system: System, home: PureWindowsPath, *, noted: bool) -> bool:
    """Among shared folders one that exists is only taken if we made it: another user might have put files there."""
    folder = system.path(home)
    shared = plan.is_shared(home, system.env)
    try:
        folder.mkdir(parents=not shared, exist_ok=noted or not shared)
        if shared and not system.close_to_others(home):
            if not noted:
                folder.rmdir()
            return False
        if shared and not noted and any(folder.iterdir()):  # somebody was quicker than the closing
            return False
        trial = folder / ".write-test"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError:
        return False
    return True


def _python(
    system: System,
    bundle: Path,
    layout: plan.Layout,
    runtime: env.Runtime,
    manifest: dict[str, Any],
    excel: Excel | None,
) -> None:
    new = system.path(layout.home / "python.new")
    try:
        env.lay_out(system, layout, runtime, bundle / "program" / "wheels")
        env.try_out(system, layout, manifest["xlwings"], excel.bits if excel else 0)
        env.compile_all(system, layout)
        env.swap(system, layout, "python")
    except OSError as error:
        raise InstallError(
            f"写不进 {layout.home}：{error.strerror or error}。请看磁盘是否已满、杀毒软件是否拦截。"
        ) from error
    finally:
        with suppress(OSError):  # some virus scanner still looks at it; the next installation removes it
            env.remove(new)


def _program(system: System, bundle: Path, layout: plan.Layout) -> None:
    """The uninstaller and the command, which must work without the bundle."""
    new = system.path(layout.home / "program.new")
    env.remove(new)
    env.copy_tree(bundle / "program" / "install", new / "install")
    env.unblock(new)
    env.swap(system, layout, "program")
    for source, name in COMMANDS.items():
        target = system.path(layout.home / name)
        target.write_bytes((bundle / "program" / "scripts" / source).read_bytes())
        env.unblock(target)


def _add_in(system: System, bundle: Path) -> None:
    target, waiting = system.path(plan.addin(system.env)), system.path(plan.addin_on_its_way(system.env))
    forget_add_in(system)
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting.write_bytes((bundle / "program" / plan.ADDIN).read_bytes())
    env.unblock(waiting)
    try:
        waiting.replace(target)
    except OSError as error:
        env.remove(waiting)
        raise InstallError(_CLOSE) from error
    env.unblock(target)
