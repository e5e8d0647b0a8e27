"""Installing, again, interrupted, and uninstalling, on a Windows of folders and dictionaries."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from install import environment, plan
from install.environment import Runtime
from install.excel import DEFENDER, NO_CHILDREN
from install.installing import install
from install.removing import uninstall
from install.system import InstallError

from support.windows_machine import CHINESE, LATIN, Machine, make_bundle

OTHERS = {"OPEN": '/R "C:\\a\\other.xlam"', "OPEN1": "b.xlam", "Font": "宋体,11"}


@pytest.fixture(params=[LATIN, CHINESE])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    """With Excel, another add-in, another program's VBA settings and a workbook of the user."""
    made = Machine(tmp_path / "machine", request.param).with_excel()
    made.put(plan.options_key("16.0"), dict(OTHERS))
    made.put(rf"{plan.SETTINGS}\other\General", {"x": "1"})
    made.path(plan.excel_folder(made.env) / "XLSTART").mkdir(parents=True)
    made.path(plan.excel_folder(made.env) / "XLSTART" / "PERSONAL.XLSB").write_bytes(b"mine")
    return made


@pytest.fixture
def bundle(tmp_path: Path) -> tuple[Path, Runtime]:
    return make_bundle(tmp_path / "下载 ziping")


def home(machine: Machine) -> PureWindowsPath:
    return PureWindowsPath(str(machine.values(plan.INSTALL)["Home"]))


def state(machine: Machine) -> tuple[object, ...]:
    return machine.files(), machine.folders(), copy.deepcopy(machine.registry)


def broken_after(machine: Machine, bundle: tuple[Path, Runtime], step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes off as ``step`` begins."""

    class PowerOff(BaseException):
        pass

    def off(*_: object, **__: object) -> None:
        raise PowerOff

    module, _, name = step.rpartition(".")
    with monkeypatch.context() as patched:
        patched.setattr(f"install.{module}.{name}", off)
        with pytest.raises(PowerOff):
            install(machine, *bundle)


def test_what_the_add_in_needs_is_there(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    install(machine, *bundle)
    interpreter = PureWindowsPath(str(machine.values(plan.INSTALL)["Interpreter"]))
    assert str(interpreter).isascii()
    assert machine.path(interpreter).is_file()
    beside = {path.name for path in machine.path(interpreter.parent).iterdir()}
    assert beside >= {"xlwings64-9.9.9.dll", "xlwings32-9.9.9.dll", "pywintypes312.dll", "python312._pth"}
    site = machine.path(interpreter.parent) / "Lib" / "site-packages"
    assert {path.name for path in site.iterdir()} == {"ziping", "ziping-1.dist-info", "xlwings", "pywin32_system32"}
    assert machine.path(plan.addin(machine.env)).read_bytes() == b"add-in"
    assert "装好了" in machine.said[-1]


def test_other_add_ins_and_settings_are_not_touched(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    install(machine, *bundle)
    assert machine.values(plan.options_key("16.0")) == OTHERS
    assert machine.values(rf"{plan.SETTINGS}\other\General") == {"x": "1"}


def test_uninstalling_restores_exactly_what_was_there(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    before = state(machine)
    install(machine, *bundle)
    uninstall(machine)
    assert state(machine) == before


def test_a_second_installation_replaces_the_first(
    machine: Machine, bundle: tuple[Path, Runtime], tmp_path: Path
) -> None:
    before = state(machine)
    install(machine, *bundle)
    install(machine, *make_bundle(tmp_path / "newer", b"2"))
    assert machine.path(plan.addin(machine.env)).read_bytes() == b"add-in2"
    site = machine.path(home(machine)) / "python" / "Lib" / "site-packages"
    assert (site / "ziping" / "__init__.py").read_bytes() == b"2"
    assert not [path.name for path in machine.path(home(machine)).iterdir() if path.suffix in {".new", ".old"}]
    uninstall(machine)
    assert state(machine) == before


STEPS = [
    "environment.lay_out",
    "environment.try_out",
    "environment.swap",
    "installing._program",
    "plan.registry",
    "installing._add_in",
    "environment.unblock",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("first", [True, False], ids=["first", "over an old one"])
def test_after_an_interruption_it_installs_and_uninstalls(
    machine: Machine, bundle: tuple[Path, Runtime], step: str, first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(machine)
    if not first:
        install(machine, *bundle)
    broken_after(machine, bundle, step, monkeypatch)
    install(machine, *bundle)
    assert machine.path(home(machine) / "python" / "pythonw.exe").is_file()
    broken_after(machine, bundle, step, monkeypatch)
    uninstall(machine)
    assert state(machine) == before


def test_between_taking_the_old_away_and_putting_the_new_there(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    install(machine, *bundle)
    python = machine.path(home(machine) / "python")
    python.rename(python.with_name("python.old"))
    install(machine, *bundle)
    assert (python / "pythonw.exe").is_file()
    assert not python.with_name("python.old").exists()


def test_what_an_interruption_left_does_not_get_into_the_new_version(
    machine: Machine, bundle: tuple[Path, Runtime]
) -> None:
    install(machine, *bundle)
    place = machine.path(home(machine))
    before = {path for path in place.rglob("*") if path.is_file()}
    for name in ("python.new", "python.old", "program.new", "program.old"):
        (place / name).mkdir()
        (place / name / "left.py").write_bytes(b"")
    install(machine, *bundle)
    assert {path for path in place.rglob("*") if path.is_file()} == before


def test_a_folder_in_use_keeps_the_old_version(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    install(machine, *bundle)
    with pytest.raises(InstallError, match="正在使用"):  # no python.new: moving it in fails as it does when in use
        environment.swap(machine, plan.Layout(home(machine)), "python")
    assert machine.path(home(machine) / "python" / "pythonw.exe").is_file()


def test_where_nobody_else_saved_settings_no_empty_keys_remain(tmp_path: Path, bundle: tuple[Path, Runtime]) -> None:
    machine = Machine(tmp_path / "machine", LATIN)
    before = copy.deepcopy(machine.registry)
    install(machine, *bundle)
    uninstall(machine)
    assert machine.registry == before


def test_an_open_excel_stops_both_before_anything_is_written(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    machine.open = True
    before = state(machine)
    with pytest.raises(InstallError, match="保存并全部关闭"):
        install(machine, *bundle)
    with pytest.raises(InstallError, match="保存并全部关闭"):
        uninstall(machine)
    assert state(machine) == before


def test_trying_the_new_python_kills_no_excel() -> None:
    """xlwings ends every Excel without a visible workbook at the end of any Python that has loaded it."""
    assert "atexit.unregister(xlwings._xlwindows.cleanup)" in environment._TRY


def test_a_python_that_is_blocked_leaves_the_old_version_working(
    machine: Machine, bundle: tuple[Path, Runtime], tmp_path: Path
) -> None:
    install(machine, *bundle)
    before = state(machine)
    machine.python_starts = False
    with pytest.raises(InstallError, match="杀毒软件"):
        install(machine, *make_bundle(tmp_path / "newer", b"2"))
    assert state(machine) == before


@pytest.mark.parametrize("damage", ["missing", "changed", "no manifest"])
def test_a_damaged_bundle_is_refused(machine: Machine, bundle: tuple[Path, Runtime], damage: str) -> None:
    before, program = state(machine), bundle[0] / "program"
    if damage == "changed":
        (program / "ziping.xlam").write_bytes(b"other")
    else:
        (program / ("ziping.xlam" if damage == "missing" else "manifest.json")).unlink()
    with pytest.raises(InstallError, match="重新下载"):
        install(machine, *bundle)
    assert state(machine) == before


def test_marks_of_the_internet_are_taken_off(
    machine: Machine, bundle: tuple[Path, Runtime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if copying brought them along: on Linux a stream is a file beside."""
    monkeypatch.setattr(environment, "copy_tree", _copy_with_marks)
    install(machine, *bundle)
    assert not [name for name in machine.files() if environment.MARK in name]


def _copy_with_marks(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(path.read_bytes())
            Path(f"{copied}{environment.MARK}").write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")


def test_an_add_in_added_by_hand_does_not_open_twice(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    options = machine.registry[plan.options_key("16.0")]
    options.update({"OPEN1": r'"C:\Desktop\ziping.xlam"', "OPEN2": "b.xlam"})
    machine.put(plan.disabled_key("16.0"), {"A1": "c:\\ziping.xlam".encode("utf-16-le"), "B2": b"other"})
    machine.put(plan.manager_key("16.0"), {r"C:\Desktop\ziping.xlam": "", r"C:\x.xlam": ""})
    install(machine, *bundle)
    assert machine.values(plan.options_key("16.0")) == OTHERS
    assert machine.values(plan.disabled_key("16.0")) == {"B2": b"other"}
    assert machine.values(plan.manager_key("16.0")) == {r"C:\x.xlam": ""}


def test_files_of_the_user_in_our_folder_stay(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    install(machine, *bundle)
    workbook = machine.path(home(machine)) / "自评表.xlsx"
    workbook.write_bytes(b"mine")
    uninstall(machine)
    assert [path.name for path in workbook.parent.iterdir()] == ["自评表.xlsx"]


def test_its_own_uninstaller_leaves_to_the_script_what_it_stands_in(
    machine: Machine, bundle: tuple[Path, Runtime]
) -> None:
    install(machine, *bundle)
    place = home(machine)
    machine.executable = place / "python" / "python.exe"
    uninstall(machine)
    assert {path.name for path in machine.path(place).iterdir()} == {"python", "program", "uninstall.cmd"}
    assert plan.INSTALL not in machine.registry


def test_the_log_in_the_profile_goes_too(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    install(machine, *bundle)
    log = machine.path(plan.own_data(machine.env) / "Logs" / "ziping.log")
    log.parent.mkdir(parents=True)
    log.write_bytes(b"")
    uninstall(machine)
    assert not log.parent.parent.exists()


def test_a_registry_that_names_a_foreign_folder_removes_nothing_there(machine: Machine) -> None:
    (machine.root / "C" / "Work" / "python").mkdir(parents=True)
    machine.write(plan.INSTALL, "Home", r"C:\Work")
    uninstall(machine)
    assert (machine.root / "C" / "Work" / "python").is_dir()


def test_an_installed_python_serves_where_none_is_brought(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    before = state(machine)
    install(machine, bundle[0], replace(bundle[1], brought=None))
    assert str(machine.values(plan.INSTALL)["Interpreter"]).endswith(r"\python\Scripts\pythonw.exe")
    assert (machine.path(home(machine)) / "python" / "xlwings64-9.9.9.dll").is_file()
    uninstall(machine)
    assert state(machine) == before


@pytest.mark.parametrize("runtime", [Runtime((3, 10), "win_amd64"), Runtime((3, 12), "win32")])
def test_a_python_without_packages_is_refused(machine: Machine, bundle: tuple[Path, Runtime], runtime: Runtime) -> None:
    before = state(machine)
    with pytest.raises(InstallError, match="这个安装包"):
        install(machine, bundle[0], runtime)
    assert state(machine) == before


def test_a_shared_folder_is_closed_to_others_and_never_taken_over(tmp_path: Path, bundle: tuple[Path, Runtime]) -> None:
    machine = Machine(tmp_path / "machine", CHINESE).with_excel()
    first, second = plan.homes(machine.env, machine.sid())[:2]
    machine.path(first).mkdir()
    (machine.path(first) / "planted.dll").write_bytes(b"MZ")
    install(machine, *bundle)
    assert home(machine) == second
    assert machine.closed == [second]
    uninstall(machine)
    assert (machine.path(first) / "planted.dll").exists()


def test_a_file_planted_before_the_folder_was_closed(
    tmp_path: Path, bundle: tuple[Path, Runtime], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(tmp_path / "machine", CHINESE).with_excel()
    first, second = plan.homes(machine.env, machine.sid())[:2]

    def planted(folder: PureWindowsPath) -> bool:
        if folder == first:
            (machine.path(folder) / "version.dll").write_bytes(b"MZ")
        return True

    monkeypatch.setattr(machine, "close_to_others", planted)
    install(machine, *bundle)
    assert home(machine) == second


def test_where_no_folder_can_be_closed_it_says_so(tmp_path: Path, bundle: tuple[Path, Runtime]) -> None:
    machine = Machine(tmp_path / "machine", CHINESE).with_excel()
    machine.rights = False
    before = state(machine)
    with pytest.raises(InstallError, match="找不到可以安装的位置"):
        install(machine, *bundle)
    assert state(machine) == before


def test_without_excel_there_is_the_command_line_alone(tmp_path: Path, bundle: tuple[Path, Runtime]) -> None:
    machine = Machine(tmp_path / "machine", LATIN)
    install(machine, *bundle)
    assert machine.path(home(machine) / "ziping.cmd").is_file()
    assert not machine.path(plan.addin(machine.env)).exists()
    assert "没有找到 Excel" in machine.said[-1]


def test_what_the_administrator_forbids_is_said(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    policy = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
    machine.put(policy, {"VBAWarnings": 4})
    machine.put(rf"{policy}\Trusted Locations", {"AllLocationsDisabled": 1})
    machine.put(DEFENDER, {NO_CHILDREN: "1"})
    install(machine, *bundle)
    assert [text for text in machine.said if "受信任位置" in text]
    assert [text for text in machine.said if "数字签名" in text]
    assert [text for text in machine.said if "不许 Office 启动别的程序" in text]


def test_what_the_user_himself_has_switched_off_is_said(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    machine.put(r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations", {"AllLocationsDisabled": 1})
    install(machine, *bundle)
    assert [text for text in machine.said if "信任中心设置" in text]
    assert not [text for text in machine.said if "管理员" in text]


def test_the_packages_are_compiled_once_and_not_at_every_start(machine: Machine, bundle: tuple[Path, Runtime]) -> None:
    install(machine, *bundle)
    program, *options, folder = next(command for command in machine.ran if "compileall" in command)
    assert options == ["-I", "-m", "compileall", "-q"]
    assert PureWindowsPath(program).parent == home(machine) / "python.new"
    assert PureWindowsPath(folder) == home(machine) / "python.new" / "Lib" / "site-packages"
