"""What README and manual say is true: commands, placeholders, the worked example, the pictures."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from ziping.cli.arguments import parser
from ziping.domain.narrative import context
from ziping.domain.scoring import score_form
from ziping.forms.samples import DEMO, load_sample
from ziping.report.phrases import phrases
from ziping.standards.loader import load_standard, read_standard

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (DOCS / "manual.md").read_text(encoding="utf-8")


def pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_pictures", DOCS / "build_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> set[str]:
    choices = next(action.choices for action in parser()._actions if action.dest == "command")
    assert isinstance(choices, dict)
    return set(choices)


def test_the_readme_names_every_command_and_no_other() -> None:
    assert set(re.findall(r"\bziping ([a-z]+)", README)) == commands()


def test_the_manual_shows_commands_that_exist() -> None:
    assert set(re.findall(r"\bziping ([a-z]+)", MANUAL)) <= commands()


def test_the_worked_example_of_a_standard_can_be_used(tmp_path: Path) -> None:
    texts = re.findall(r"```yaml\n(.*?)```", (DOCS / "standards.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(texts) == 2
    file = tmp_path / "本市2025.yaml"
    file.write_text("\n".join(texts), encoding="utf-8")
    standard = read_standard(file)
    assert [(grade.name, grade.at_least) for grade in standard.grades.value][2] == ("中", 70)
    assert standard.checks.severities.value == {"R62": "error", "R43": "info"}
    assert standard.weights.execution.value == load_standard("national-2020").weights.execution.value


def test_every_placeholder_in_the_manual_exists(tmp_path: Path) -> None:
    from ziping import api
    from ziping.forms.builder import build_workbook

    sample = load_sample(DEMO)
    path = tmp_path / "demo.xlsx"
    path.write_bytes(build_workbook(sample.form, sample))
    model = api.load(path)
    standard = load_standard(model.standard)
    known = context(model, score_form(model, standard), standard).keys() | phrases().keys()
    used = {name.split(".")[0].split("|")[0].strip() for name in re.findall(r"\{\{(.*?)\}\}", MANUAL)}
    assert len(used) > 10
    assert used <= known


@pytest.mark.parametrize("page", [*DOCS.glob("*.md"), ROOT / "README.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def test_the_pictures_show_the_program_as_it_is() -> None:
    module = pictures()
    drawn_from = json.loads(module.SOURCES.read_text(encoding="utf-8"))
    assert drawn_from == module.digests(), "run: uv run python docs/build_pictures.py"
