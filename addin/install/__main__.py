"""``python program/install/__main__.py install`` or ``uninstall``; the .cmd scripts call it."""

from __future__ import annotations

import sys
import sysconfig
import traceback
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROGRAM))  # the Python that is brought along looks nowhere else by itself

from install.environment import Runtime  # noqa: E402
from install.system import InstallError  # noqa: E402


def main(what: str) -> int:
    """0 done, 1 could not be done and said why, 2 a fault of the installer."""
    from install.installing import install
    from install.removing import uninstall
    from install.windows import Windows  # type: ignore[attr-defined, unused-ignore]

    try:
        if what == "install":
            install(Windows(), PROGRAM.parent, _runtime())
        else:
            uninstall(Windows())
    except InstallError as error:
        print(f"没有完成：{error}")
        return 1
    except Exception:
        traceback.print_exc()
        print("安装程序出错。请把这个窗口截图发给维护者。")
        return 2
    return 0


def _runtime() -> Runtime:
    platform = sysconfig.get_platform().replace("-", "_")
    brought = PROGRAM / "python" / platform
    return Runtime(sys.version_info[:2], platform, brought if brought in Path(sys.executable).parents else None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
