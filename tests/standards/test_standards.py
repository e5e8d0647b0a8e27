"""The built-in standards say what their documents say, and what still has to be confirmed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from ziping.domain.standard import Standard
from ziping.packs import compiled
from ziping.packs.compiled import built_in_files, path_of
from ziping.standards import list_standards, load_standard, read_standard

CHAIN = Path(__file__).parent.parent / "cases" / "standards" / "chain"
IDS = [
    "chongqing-2020",
    "hunan-2021",
    "national-2020",
    "national-2021",
    "platform-cap-2022",
    "platform-linear",
    "shanxi-xinzhou-2021",
    "sichuan-zhaohua-2022",
]


def test_the_registry_lists_every_region_and_year():
    assert [standard.id for standard in list_standards()] == IDS


@pytest.mark.parametrize("id", IDS)
def test_every_value_names_its_source(id):
    for name, sourced in load_standard(id).values():
        assert sourced.source, name
        assert sourced.status in ("confirmed", "待核"), name


@pytest.mark.parametrize("id", IDS)
def test_a_region_confirms_nothing_by_inheriting(id):
    standard = load_standard(id)
    for name, sourced in standard.values():
        if sourced.inherited and standard.region != "全国":
            assert sourced.status == "待核", name
            assert sourced.basis.endswith("（默认继承自 national-2020，待核）"), name


@pytest.mark.parametrize(
    ("id", "execution", "level1"),
    [
        ("national-2020", 10, {"产出": 50, "效益": 30, "满意度": 10}),
        ("national-2021", 10, {"成本": 20, "产出": 40, "效益": 20, "满意度": 10}),
        ("shanxi-xinzhou-2021", 0, {"产出": 90, "效果": 5, "满意度": 5}),
        ("sichuan-zhaohua-2022", 10, {"产出": 50, "效益": 30, "满意度": 10}),
        ("platform-cap-2022", 10, {"产出": 50, "效益": 30, "满意度": 10}),
    ],
)
def test_weights(id, execution, level1):
    weights = load_standard(id).weights
    assert (weights.execution.value, weights.level1.value) == (execution, level1)


def test_numbers_are_exact():
    assert load_standard("national-2021").quantitative.pass_line.value == Decimal("0.6")
    assert load_standard("national-2020").over.hint.value == Decimal("1.2")


def test_the_2021_weights_without_cost_or_satisfaction_are_allowed_spreads():
    spreads = load_standard("national-2021").weights.alternatives.value
    assert {"产出": 50, "效益": 30, "满意度": 10} in spreads
    assert {"产出": 50, "效益": 40} in spreads


def test_a_confirmed_value_shows_its_document_only():
    weights = load_standard("national-2020").weights
    assert weights.execution.basis == "财预〔2020〕10号 单位自评指标权重：预算执行率 10%"
    assert load_standard("national-2020").rounding.places.basis.endswith("（待核）")


def test_what_no_document_says_is_never_confirmed():
    names = ("execution.bands", "execution.completed_full", "over.points", "satisfaction.bands", "total.caps")
    values = dict(load_standard("national-2020").values())
    assert {name: values[name].status for name in names} == dict.fromkeys(names, "待核")


def test_the_2021_guideline_leaves_the_confirmed_grades_of_2020_in_force():
    grades = load_standard("national-2021").grades
    assert (grades.inherited, grades.status) == ("national-2020", "confirmed")


def test_zhaohua_asks_for_a_reason_below_ninety_percent_execution():
    assert load_standard("sichuan-zhaohua-2022").explain.execution_below.value == Decimal("0.9")


def test_a_county_file_gives_only_what_differs():
    county = read_standard(CHAIN / "county-2026.yaml")
    assert county.rounding.whole_points.value is True
    assert county.rounding.whole_points.inherited is None
    assert county.grades.inherited == "national-2020"


def test_the_compiled_standards_are_of_the_files_as_they_are():
    current = compiled.encoded("standards", read_standard)
    assert path_of("standards").read_bytes() == current, "请运行 python build.py"


def test_a_changed_file_is_read_again_instead_of_the_compiled_one(tmp_path):
    files = built_in_files("standards")
    changed = tmp_path / "2020.yaml"
    changed.write_bytes(files["national-2020"].read_bytes() + b"# changed\n")
    assert compiled.taken("standards", files.values()) is not None
    assert compiled.taken("standards", [changed, *list(files.values())[1:]]) is None


def test_a_broken_compiled_file_is_not_used(tmp_path, monkeypatch):
    files = built_in_files("standards").values()
    monkeypatch.setattr(compiled, "BUILT_IN", tmp_path)
    assert compiled.taken("standards", files) is None
    path_of("standards").write_text("{", encoding="utf-8")
    assert compiled.taken("standards", files) is None


def test_a_record_of_another_version_is_read_from_its_file(monkeypatch):
    monkeypatch.setitem(compiled._records, "standards", {"national-2020": msgspec.Raw(b'{"id": "national-2020"}')})
    loaded = compiled.load("standards", "national-2020", Standard, read_standard)
    assert loaded == read_standard(built_in_files("standards")["national-2020"])


@pytest.mark.parametrize("id", IDS)
def test_a_file_is_named_for_the_standard_it_holds(id):
    assert read_standard(built_in_files("standards")[id]).id == id


def test_a_file_may_extend_its_neighbour_and_keeps_the_origin_of_each_value():
    town = read_standard(CHAIN / "town-2026.yaml")
    assert (town.rounding.whole_points.inherited, town.rounding.whole_points.status) == ("county-2026", "confirmed")
    assert (town.grades.inherited, town.grades.status) == ("national-2020", "待核")
