"""Fixtures for all tests: LibreOffice, the Open XML SDK validator, and reproducible generated cases."""

from __future__ import annotations

import os

import hypothesis
import pytest

from support.office import Office
from support.outside import require
from support.validator import Validator

# A shared machine may be slow; in CI the same cases are generated every time.
hypothesis.settings.register_profile("ziping", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("ziping")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is marked by what it asks for: ``-m "not office"`` runs what a machine without LibreOffice can."""
    for item in items:
        for fixture in {"office", "validator"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(fixture)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    require(Office.missing())
    return Office(tmp_path_factory.mktemp("office-profile"))


@pytest.fixture(scope="session")
def validator() -> Validator:
    program = Validator.find()
    require(None if program else "没有 Open XML 校验器，请运行 npm ci")
    assert program is not None
    return Validator(program)
