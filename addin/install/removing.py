"""Uninstall: everything the installer or the program made for itself, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PureWindowsPath

from install import environment as env
from install import plan
from install.registered import forget_add_in, forget_installation
from install.system import InstallError, System

LEFT_TO_THE_SCRIPT = ("python", "program", "uninstall.cmd")
"""What home_uninstall.cmd removes at the end, when the Python that stands in it has finished."""
_CLOSE = "Excel（或 WPS 表格）正开着。请保存并全部关闭，再卸载一次。"
_IN_USE = "有文件正在使用，没有卸载完。请关闭 Excel 和用到本工具的窗口，再卸载一次。"


def uninstall(system: System) -> None:
    """Raises InstallError where something is in use; then it can be run again."""
    if system.excel_is_open():
        raise InstallError(_CLOSE)
    home = system.values(plan.INSTALL).get("Home")
    try:
        env.remove(system.path(plan.addin(system.env)))
        env.remove(system.path(plan.addin_on_its_way(system.env)))
        forget_add_in(system)
        for folder in dict.fromkeys(
            [*([PureWindowsPath(home)] if isinstance(home, str) else []), plan.own_data(system.env)]
        ):
            remove_home(system, folder)
    except OSError as error:
        raise InstallError(_IN_USE) from error
    forget_installation(system)
    system.say("已经卸载。您的工作簿、报告和备份都没有动。")


def remove_home(system: System, home: PureWindowsPath) -> None:
    """Remove our parts of a folder, and the folder itself if nothing else is in it.

    Only a folder of ours is touched, whatever the registry says.
    """
    if home not in {*plan.homes(system.env, system.sid()), plan.own_data(system.env)}:
        return
    running = home in system.executable.parents
    for name in (*plan.PARTS, *plan.FILES):
        if not (running and name in LEFT_TO_THE_SCRIPT):
            env.remove(system.path(home / name))
    with suppress(OSError):  # not empty: files of the user, or what is running
        system.path(home).rmdir()
